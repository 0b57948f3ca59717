import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { creatorRoleNeeds } from '../errors/organization-errors.ts';
import { creatorPermissions, isCreatorEligible, requireRole } from '../operations/organization-roles.ts';
import { addRolesToSet, makeInitial } from '../operations/role-set-changes.ts';
import { initialRoleSet, requireRoleSet } from '../operations/role-sets.ts';
import { enrollmentModeSchema } from '../state/organization-records.ts';
import { mergeSettings } from '../state/settings.ts';
import { readParameters } from '../wire/read-parameters.ts';
import type { BackendHandle } from './call.ts';

const optionalBoolean = z.boolean().nullable().optional();

const settingsSchema = z.strictObject({
  enabled: optionalBoolean,
  max_allowed_memberships: z.int().min(0).max(100_000).nullable().optional(),
  creator_role_id: z.string().nullable().optional(),
  admin_delete_enabled: optionalBoolean,
  domains_enabled: optionalBoolean,
  slug_disabled: optionalBoolean,
  domains_enrollment_modes: z.array(enrollmentModeSchema).min(1).nullable().optional(),
  domains_default_role_id: z.string().nullable().optional(),
  /** Not in Clerk's description; its libraries for Go send it. */
  initial_role_set_key: z.string().nullable().optional(),
});

/** The settings of organisations, as far as a backend may set them. */
export function addOrganizationSettingsRoutes(
  router: Router,
  handle: BackendHandle,
  context: EmulatorContext,
): void {
  const { store } = context;
  router
    .route('/instance/organization_settings')
    .get(handle(() => settingsJson(context)))
    .patch(
      handle((request) => {
        const body = readParameters(settingsSchema, request.body ?? {});
        const creatorRole = body.creator_role_id
          ? requireRole(context, body.creator_role_id, 'creator_role_id')
          : undefined;
        if (creatorRole && !isCreatorEligible(creatorRole)) throw creatorRoleNeeds(creatorPermissions);
        const domainRole = body.domains_default_role_id
          ? requireRole(context, body.domains_default_role_id, 'domains_default_role_id')
          : undefined;
        if (body.initial_role_set_key)
          makeInitial(context, requireRoleSet(context, body.initial_role_set_key, 'initial_role_set_key'));
        const named = [creatorRole, domainRole].flatMap((role) => role?.key ?? []);
        if (named.length > 0) addRolesToSet(context, initialRoleSet(context), named);
        const before = store.settings.organizations;
        store.setSettings(
          mergeSettings(store.settings, {
            organizations: {
              enabled: body.enabled ?? before.enabled,
              maxAllowedMemberships: body.max_allowed_memberships ?? before.maxAllowedMemberships,
              creatorRole: creatorRole?.key ?? before.creatorRole,
              adminDelete: body.admin_delete_enabled ?? before.adminDelete,
              domains: body.domains_enabled ?? before.domains,
              slugs: body.slug_disabled === true ? false : body.slug_disabled === false || before.slugs,
              enrollmentModes: body.domains_enrollment_modes ?? before.enrollmentModes,
              domainDefaultRole: domainRole?.key ?? before.domainDefaultRole,
            },
          }),
        );
        return settingsJson(context);
      }),
    );
}

function settingsJson(context: EmulatorContext) {
  const settings = context.store.settings.organizations;
  return {
    object: 'organization_settings',
    enabled: settings.enabled,
    max_allowed_memberships: settings.maxAllowedMemberships,
    max_allowed_roles: 10,
    max_allowed_permissions: 50,
    max_allowed_domains: 10,
    creator_role: settings.creatorRole,
    admin_delete_enabled: settings.adminDelete,
    domains_enabled: settings.domains,
    slug_disabled: !settings.slugs,
    domains_enrollment_modes: settings.enrollmentModes,
    domains_default_role: settings.domainDefaultRole,
    initial_role_set_key: initialRoleSet(context).key,
  };
}
