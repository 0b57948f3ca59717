import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { requireRoleById } from '../operations/organization-roles.ts';
import { enrollmentModeSchema } from '../state/organization-records.ts';
import type { OrganizationSettings } from '../state/organization-settings.ts';

const optionalBoolean = z.boolean().nullable().optional();

export const organizationSettingsSchema = z.strictObject({
  enabled: optionalBoolean,
  max_allowed_memberships: z.int().min(0).max(100_000).nullable().optional(),
  admin_delete_enabled: optionalBoolean,
  domains_enabled: optionalBoolean,
  slug_disabled: optionalBoolean,
  domains_enrollment_modes: z.array(enrollmentModeSchema).min(1).optional(),
  /** Ids of roles. */
  creator_role_id: z.string().min(1).nullable().optional(),
  domains_default_role_id: z.string().min(1).nullable().optional(),
});

/** The settings with what a backend asked to change. Throws 404 for a role that there is not. */
export function toOrganizationSettings(
  context: EmulatorContext,
  body: z.output<typeof organizationSettingsSchema>,
): OrganizationSettings {
  const { organizations: current } = context.store.settings;
  const roleOf = (id: string | null | undefined) => (id ? requireRoleById(context, id).key : undefined);
  return {
    ...current,
    enabled: body.enabled ?? current.enabled,
    maxAllowedMemberships: body.max_allowed_memberships ?? current.maxAllowedMemberships,
    adminDelete: body.admin_delete_enabled ?? current.adminDelete,
    domains: body.domains_enabled ?? current.domains,
    slugs:
      body.slug_disabled === null || body.slug_disabled === undefined ? current.slugs : !body.slug_disabled,
    enrollmentModes: body.domains_enrollment_modes ?? current.enrollmentModes,
    creatorRole: roleOf(body.creator_role_id) ?? current.creatorRole,
    domainDefaultRole: roleOf(body.domains_default_role_id) ?? current.domainDefaultRole,
  };
}

export const instanceOrganizationsJson = (settings: OrganizationSettings) => ({
  object: 'organization_settings',
  enabled: settings.enabled,
  max_allowed_memberships: settings.maxAllowedMemberships,
  max_allowed_roles: 10,
  max_allowed_permissions: 50,
  creator_role: settings.creatorRole,
  admin_delete_enabled: settings.adminDelete,
  domains_enabled: settings.domains,
  slug_disabled: !settings.slugs,
  domains_enrollment_modes: settings.enrollmentModes,
  domains_default_role: settings.domainDefaultRole,
});
