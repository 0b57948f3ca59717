import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import {
  addDomain,
  attemptAffiliation,
  changeEnrollment,
  deleteDomain,
  prepareAffiliation,
  requireDomain,
} from '../operations/organization-domains.ts';
import { enrollmentModeSchema, type OrganizationDomain } from '../state/organization-records.ts';
import { emailAddressField, formBoolean } from '../wire/fields.ts';
import { domainNameField, offsetPageFields } from '../wire/organization-fields.ts';
import { domainJson } from '../wire/organization-json.ts';
import { readForm } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { FrontendHandlers } from './call.ts';
import { createForMember, type MemberCall, readQuery, toPage } from './organization-call.ts';

const manage = 'org:sys_domains:manage';
const createSchema = z.strictObject({
  name: domainNameField,
  enrollment_mode: z
    .union([enrollmentModeSchema, z.literal('').transform(() => undefined)])
    .optional()
    .default('manual_invitation'),
});
const prepareSchema = z.strictObject({ affiliation_email_address: emailAddressField });
const attemptSchema = z.strictObject({ code: z.string().min(1) });
const modeSchema = z.strictObject({ enrollment_mode: enrollmentModeSchema, delete_pending: formBoolean });

const isVerified = ({ verification }: OrganizationDomain) => verification?.status === 'verified';

/** The e-mail domains of an organisation, by which people find it. */
export function addOrganizationDomainRoutes(
  router: Router,
  handlers: FrontendHandlers,
  context: EmulatorContext,
): void {
  const forMember = createForMember(handlers, context);
  const find = ({ organization, request }: MemberCall) =>
    requireDomain(context, organization.id, String(request.params.domainId));
  /** A change of one domain, answered with the domain as it is then. */
  const change = (apply: (domain: ReturnType<typeof find>, call: MemberCall) => void) =>
    forMember(manage, (call) => {
      const domain = find(call);
      apply(domain, call);
      return domainJson(context, domain);
    });

  router
    .route('/organizations/:id/domains')
    .get(
      forMember('org:sys_domains:read', ({ request, organization }) => {
        const query = readQuery(
          { ...offsetPageFields, enrollment_mode: z.string().optional(), verified: formBoolean },
          request,
        );
        const rows = context.store.organizations.domains
          .filter((row) => row.organizationId === organization.id)
          .filter((row) => !query.enrollment_mode || row.enrollmentMode === query.enrollment_mode)
          .filter((row) => query.verified === undefined || isVerified(row) === query.verified)
          .reverse();
        return toPage(rows, query, (row) => domainJson(context, row));
      }),
    )
    .post(
      forMember(manage, ({ request, organization }) => {
        const form = readForm(createSchema, request.body);
        const domain = addDomain(context, organization, {
          name: form.name,
          enrollmentMode: form.enrollment_mode ?? 'manual_invitation',
          verified: false,
        });
        return domainJson(context, domain);
      }),
    );
  router
    .route('/organizations/:id/domains/:domainId')
    .get(forMember('org:sys_domains:read', (call) => domainJson(context, find(call))))
    .delete(
      forMember(manage, (call) => {
        const domain = find(call);
        deleteDomain(context, domain);
        return deletedJson('organization_domain', domain.id);
      }),
    );
  router.post(
    '/organizations/:id/domains/:domainId/prepare_affiliation_verification',
    change((domain, { request }) =>
      prepareAffiliation(context, domain, readForm(prepareSchema, request.body).affiliation_email_address),
    ),
  );
  router.post(
    '/organizations/:id/domains/:domainId/attempt_affiliation_verification',
    change((domain, { request }) =>
      attemptAffiliation(context, domain, readForm(attemptSchema, request.body).code),
    ),
  );
  router.post(
    '/organizations/:id/domains/:domainId/update_enrollment_mode',
    change((domain, { request }) => {
      const form = readForm(modeSchema, request.body);
      changeEnrollment(context, domain, form.enrollment_mode, form.delete_pending ?? false);
    }),
  );
}
