import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import {
  addDomain,
  changeEnrollment,
  deleteDomain,
  requireDomain,
  setVerified,
} from '../operations/organization-domains.ts';
import { requireOrganization } from '../operations/organizations.ts';
import { enrollmentModeSchema, type OrganizationDomain } from '../state/organization-records.ts';
import { domainNameField } from '../wire/organization-fields.ts';
import { domainJson, pageJson } from '../wire/organization-json.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { matchesSigned } from './order.ts';
import { booleanField, listField, pageFields, takePage } from './query.ts';

const createSchema = z.strictObject({
  name: domainNameField,
  enrollment_mode: enrollmentModeSchema.default('manual_invitation'),
  verified: z.boolean().nullable().default(true),
});
const updateSchema = z.strictObject({
  name: domainNameField.nullable().optional(),
  enrollment_mode: enrollmentModeSchema.nullable().optional(),
  verified: z.boolean().nullable().optional(),
});
const listSchema = z.strictObject({
  ...pageFields,
  query: z.string().optional(),
  organization_id: listField,
  verified: booleanField,
  enrollment_mode: listField,
});

/** The e-mail domains of organisations; a backend need not verify them. */
export function addOrganizationDomainRoutes(
  router: Router,
  handle: BackendHandle,
  context: EmulatorContext,
): void {
  const findOrganization = (request: Request) => requireOrganization(context, String(request.params.id));
  const find = (request: Request) =>
    requireDomain(context, findOrganization(request).id, String(request.params.domainId));

  const toPage = (all: OrganizationDomain[], request: Request) => {
    const query = readParameters(listSchema, request.query);
    const part = query.query?.toLowerCase() ?? '';
    const rows = all
      .filter((row) => row.name.includes(part) && matchesSigned(query.organization_id, [row.organizationId]))
      .filter((row) => query.enrollment_mode?.includes(row.enrollmentMode) ?? true)
      .filter(
        ({ verification }) =>
          query.verified === undefined || (verification?.status === 'verified') === query.verified,
      )
      .reverse();
    return pageJson(
      takePage(rows, query).map((row) => domainJson(context, row)),
      rows.length,
    );
  };

  router.get(
    '/organization_domains',
    handle((request) => toPage(context.store.organizations.domains, request)),
  );
  router
    .route('/organizations/:id/domains')
    .get(
      handle((request) => {
        const { id } = findOrganization(request);
        return toPage(
          context.store.organizations.domains.filter((row) => row.organizationId === id),
          request,
        );
      }),
    )
    .post(
      handle((request) => {
        const organization = findOrganization(request);
        const body = readParameters(createSchema, request.body);
        const domain = addDomain(context, organization, {
          name: body.name,
          enrollmentMode: body.enrollment_mode,
          verified: body.verified ?? true,
        });
        return domainJson(context, domain);
      }),
    );
  router
    .route('/organizations/:id/domains/:domainId')
    .get(handle((request) => domainJson(context, find(request))))
    .patch(
      handle((request) => {
        const domain = find(request);
        const body = readParameters(updateSchema, request.body);
        if (body.verified !== undefined && body.verified !== null)
          setVerified(context, domain, body.verified);
        if (body.enrollment_mode) changeEnrollment(context, domain, body.enrollment_mode, false);
        return domainJson(context, domain);
      }),
    )
    .delete(
      handle((request) => {
        const domain = find(request);
        deleteDomain(context, domain);
        return deletedJson('organization_domain', domain.id);
      }),
    );
}
