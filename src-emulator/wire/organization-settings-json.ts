import type { OrganizationSettings } from '../state/organization-settings.ts';

/** What Clerk's components have to know of the settings of organisations. */
export const organizationSettingsJson = (settings: OrganizationSettings) => ({
  enabled: settings.enabled,
  max_allowed_memberships: settings.maxAllowedMemberships,
  force_organization_selection: settings.enabled && settings.forceSelection,
  actions: { admin_delete: settings.adminDelete },
  domains: {
    enabled: settings.domains,
    enrollment_modes: settings.domains ? settings.enrollmentModes : [],
    default_role: settings.domainDefaultRole,
  },
  slug: { disabled: !settings.slugs },
  creator_role: settings.creatorRole,
  organization_creation_defaults: { enabled: false },
});
