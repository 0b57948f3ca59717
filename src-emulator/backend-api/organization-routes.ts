import express, { type Request, type Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { creatorNotFound } from '../errors/organization-errors.ts';
import { mergeMetadata, replaceMetadata } from '../operations/metadata.ts';
import { listMembersOf } from '../operations/organization-members.ts';
import {
  createOrganization,
  deleteOrganization,
  openNext,
  requireOrganization,
  updateOrganization,
} from '../operations/organizations.ts';
import { maximumImageBytes, toImage } from '../operations/profile-image.ts';
import { matchesSigned, sortRows } from '../operations/rows.ts';
import type { Organization } from '../state/organization-records.ts';
import { readUploadedFile } from '../wire/multipart.ts';
import { backendOrganizationJson, pageJson } from '../wire/organization-json.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import {
  createOrganizationSchema,
  holderMetadataSchema,
  toHolderMetadata,
  toOrganizationFields,
  updateOrganizationSchema,
} from './organization-bodies.ts';
import { booleanField, listField, orderField, pageFields, takePage } from './query.ts';

const listSchema = z.strictObject({
  ...pageFields,
  include_members_count: booleanField,
  include_missing_member_with_elevated_permissions: booleanField,
  query: z.string().optional(),
  user_id: listField,
  organization_id: listField,
  name_query: z.string().optional(),
  order_by: orderField(['name', 'created_at', 'members_count']),
});

const getSchema = z.strictObject({
  include_members_count: booleanField,
  include_missing_member_with_elevated_permissions: booleanField,
});

/** The organisations of the instance, as a backend administers them. */
export function addOrganizationRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const { store } = context;
  const find = (request: Request) => requireOrganization(context, String(request.params.id));
  const toJson = (organization: Organization) => backendOrganizationJson(context, organization);

  router
    .route('/organizations')
    .get(
      handle((request) => {
        const query = readParameters(listSchema, request.query);
        const rows = store.organizations.organizations.filter((organization) =>
          matchesList(context, organization, query),
        );
        const sorted = sortRows(rows, query.order_by, {
          name: ({ name }) => name.toLowerCase(),
          created_at: ({ createdAt }) => createdAt,
          members_count: ({ id }) => listMembersOf(context, id).length,
        });
        const options = {
          withCounts: query.include_members_count ?? false,
          withElevated: query.include_missing_member_with_elevated_permissions ?? false,
        };
        return pageJson(
          takePage(sorted, query).map((row) => backendOrganizationJson(context, row, options)),
          rows.length,
        );
      }),
    )
    .post(
      handle((request) => {
        const body = readParameters(createOrganizationSchema, request.body);
        const creator = body.created_by ? store.users.get(body.created_by) : null;
        if (creator === undefined) throw creatorNotFound(String(body.created_by));
        const fields = { ...toOrganizationFields(body), name: body.name };
        const organization = createOrganization(context, fields, creator);
        if (creator) openNext(context, organization, creator.id);
        return toJson(organization);
      }),
    );
  router
    .route('/organizations/:id')
    .get(
      handle((request) => {
        const query = readParameters(getSchema, request.query);
        return backendOrganizationJson(context, find(request), {
          withCounts: query.include_members_count ?? false,
          withElevated: query.include_missing_member_with_elevated_permissions ?? false,
        });
      }),
    )
    .patch(
      handle((request) => {
        const organization = find(request);
        const body = readParameters(updateOrganizationSchema, request.body);
        updateOrganization(context, organization, {
          ...toOrganizationFields(body),
          name: body.name ?? undefined,
        });
        return toJson(organization);
      }),
    )
    .delete(
      handle((request) => {
        const organization = find(request);
        deleteOrganization(context, organization);
        return deletedJson('organization', organization.id);
      }),
    );
  const changeMetadata = (apply: typeof mergeMetadata) =>
    handle((request) => {
      const organization = find(request);
      apply(context, organization, toHolderMetadata(readParameters(holderMetadataSchema, request.body)));
      return toJson(organization);
    });
  router
    .route('/organizations/:id/metadata')
    .patch(changeMetadata(mergeMetadata))
    .put(changeMetadata(replaceMetadata));
  router
    .route('/organizations/:id/logo')
    .put(
      express.raw({ type: 'multipart/form-data', limit: maximumImageBytes + 64 * 1024 }),
      handle(
        async (request) => {
          const organization = find(request);
          const file = await readUploadedFile(request.headers['content-type'] ?? '', request.body);
          organization.logo = toImage(file);
          organization.updatedAt = context.clock();
          return toJson(organization);
        },
        200,
        'multipart/form-data',
      ),
    )
    .delete(
      handle((request) => {
        const organization = find(request);
        organization.logo = null;
        organization.updatedAt = context.clock();
        return toJson(organization);
      }),
    );
}

function matchesList(
  context: EmulatorContext,
  { id, name, slug }: Organization,
  query: z.output<typeof listSchema>,
): boolean {
  const contains = (texts: string[], part: string | undefined) =>
    !part || texts.some((text) => text.toLowerCase().includes(part.toLowerCase()));
  return (
    (id === query.query || contains([name, slug], query.query)) &&
    contains([name], query.name_query) &&
    matchesSigned(query.organization_id, () => [id]) &&
    matchesSigned(query.user_id, () => listMembersOf(context, id).map(({ userId }) => userId))
  );
}
