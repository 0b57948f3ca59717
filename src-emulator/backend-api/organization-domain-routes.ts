import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import {
  addDomain,
  confirmOwnership,
  deleteDomain,
  requireDomain,
  updateDomain,
} from '../operations/organization-domains.ts';
import { requireOrganization } from '../operations/organizations.ts';
import { sortRows } from '../operations/rows.ts';
import { enrollmentModeSchema, type OrganizationDomain } from '../state/organization-records.ts';
import { domainNameField, textListField } from '../wire/organization-fields.ts';
import { domainJson, pageJson } from '../wire/organization-json.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { booleanField, listField, orderField, pageFields, takePage } from './query.ts';

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
  verified: booleanField,
  enrollment_mode: textListField.pipe(z.array(enrollmentModeSchema)).optional(),
});
const listAllSchema = listSchema.extend({
  query: z.string().trim().min(1).toLowerCase().optional(),
  organization_id: z.string().optional(),
  domains: listField,
  order_by: orderField(['name', 'created_at']),
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

  const filterRows = (all: OrganizationDomain[], query: z.output<typeof listSchema>) =>
    all
      .filter((row) => query.enrollment_mode?.includes(row.enrollmentMode) ?? true)
      .filter(
        ({ verification }) =>
          query.verified === undefined || (verification?.status === 'verified') === query.verified,
      );
  const toPage = (rows: OrganizationDomain[], query: z.output<typeof listSchema>) =>
    pageJson(
      takePage(rows, query).map((row) => domainJson(context, row)),
      rows.length,
    );

  router.get(
    '/organization_domains',
    handle((request) => {
      const query = readParameters(listAllSchema, request.query);
      const { query: text = '', organization_id: organizationId, domains } = query;
      const rows = context.store.organizations.domains
        .filter((row) =>
          text.startsWith('org_') ? row.organizationId.toLowerCase() === text : row.name.includes(text),
        )
        .filter((row) => organizationId === undefined || row.organizationId === organizationId)
        .filter(({ name }) => domains?.some((wanted) => wanted.toLowerCase() === name) ?? true);
      const sorted = sortRows(filterRows(rows, query), query.order_by, {
        name: ({ name }) => name,
        created_at: ({ createdAt }) => createdAt,
      });
      return toPage(sorted, query);
    }),
  );
  router
    .route('/organizations/:id/domains')
    .get(
      handle((request) => {
        const { id } = findOrganization(request);
        const query = readParameters(listSchema, request.query);
        const own = context.store.organizations.domains.filter((row) => row.organizationId === id);
        return toPage(filterRows(own, query).toReversed(), query);
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
        updateDomain(context, domain, {
          mode: body.enrollment_mode ?? undefined,
          isVerified: body.verified ?? undefined,
        });
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
  router.post(
    '/organizations/:id/domains/:domainId/verify_ownership',
    handle((request) => {
      const domain = find(request);
      confirmOwnership(context, domain);
      return domainJson(context, domain);
    }),
  );
}
