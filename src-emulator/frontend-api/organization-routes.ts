import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { adminDeleteNotEnabled } from '../errors/organization-errors.ts';
import {
  assertMayCreate,
  assertOrganizationsEnabled,
  createOrganization,
  deleteOrganization,
  updateOrganization,
} from '../operations/organizations.ts';
import { toImage } from '../operations/profile-image.ts';
import { roleKeysOf, roleSetOf } from '../operations/role-sets.ts';
import { optionalFormText } from '../wire/fields.ts';
import { readUploadedFile } from '../wire/multipart.ts';
import { offsetPageFields, organizationNameField, slugField } from '../wire/organization-fields.ts';
import { organizationJson } from '../wire/organization-json.ts';
import { readForm } from '../wire/read-parameters.ts';
import { roleJson } from '../wire/role-json.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { FrontendHandlers } from './call.ts';
import { readImageBody } from './image-body.ts';
import { createForMember, readQuery, toPage } from './organization-call.ts';

const slugFormField = optionalFormText.pipe(slugField.optional());
const createSchema = z.strictObject({ name: organizationNameField, slug: slugFormField });
const updateSchema = z.strictObject({ name: organizationNameField.optional(), slug: slugFormField });

/** Organisations, as their members make, see and change them. */
export function addOrganizationRoutes(
  router: Router,
  handlers: FrontendHandlers,
  context: EmulatorContext,
): void {
  const forMember = createForMember(handlers, context);

  router.post(
    '/organizations',
    handlers.forUser(({ request, user }) => {
      assertOrganizationsEnabled(context);
      const form = readForm(createSchema, request.body);
      assertMayCreate(context, user);
      return organizationJson(context, createOrganization(context, form, user));
    }),
  );
  router
    .route('/organizations/:id')
    .get(forMember(undefined, ({ organization }) => organizationJson(context, organization)))
    .patch(
      forMember('org:sys_profile:manage', ({ request, organization }) => {
        updateOrganization(context, organization, readForm(updateSchema, request.body));
        return organizationJson(context, organization);
      }),
    )
    .delete(
      forMember('org:sys_profile:delete', ({ organization }) => {
        if (!organization.adminDeleteEnabled) throw adminDeleteNotEnabled();
        deleteOrganization(context, organization);
        return deletedJson('organization', organization.id);
      }),
    );
  router
    .route('/organizations/:id/logo')
    .put(
      readImageBody,
      forMember('org:sys_profile:manage', async ({ request, organization }) => {
        const file = await readUploadedFile(request.headers['content-type'] ?? '', request.body);
        organization.logo = toImage(file);
        organization.updatedAt = context.clock();
        return organizationJson(context, organization);
      }),
    )
    .delete(
      forMember('org:sys_profile:manage', ({ organization }) => {
        const id = organization.logo?.id ?? organization.id;
        organization.logo = null;
        organization.updatedAt = context.clock();
        return deletedJson('image', id);
      }),
    );
  router.get(
    '/organizations/:id/roles',
    forMember(undefined, ({ request, organization }) => {
      const keys = roleKeysOf(context, roleSetOf(context, organization));
      const roles = context.store.organizations.roles.filter(({ key }) => keys.includes(key));
      const page = toPage(roles, readQuery(offsetPageFields, request), (role) => roleJson(context, role));
      // Where roles are replaced, that is done at once.
      return { ...page, has_role_set_migration: false };
    }),
  );
}
