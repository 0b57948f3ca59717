import type { EmulatorContext } from '../context.ts';
import { minimumPermissionsNeeded } from '../errors/organization-errors.ts';
import type { Organization } from '../state/organization-records.ts';
import { listMembersOf, pendingInvitationsOf } from './organization-members.ts';
import { hasElevatedPermissions } from './organization-roles.ts';

/** Of members and of people with an invitation. */
export const rolesInUse = (context: EmulatorContext, organization: Organization): string[] => [
  ...new Set(
    [...listMembersOf(context, organization.id), ...pendingInvitationsOf(context, organization.id)].map(
      ({ role }) => role,
    ),
  ),
];

/** Gives members and invited people other roles. Throws, and changes nothing, when an organisation would lose the last one in charge. */
export function reassign(
  context: EmulatorContext,
  organizations: readonly Organization[],
  roleAfter: (role: string) => string,
): void {
  for (const organization of organizations) {
    const roles = listMembersOf(context, organization.id).map(({ role }) => role);
    const isInCharge = (role: string) => hasElevatedPermissions(context, role);
    if (roles.some(isInCharge) && !roles.map(roleAfter).some(isInCharge)) throw minimumPermissionsNeeded();
  }
  for (const organization of organizations)
    for (const holder of [
      ...listMembersOf(context, organization.id),
      ...pendingInvitationsOf(context, organization.id),
    ]) {
      const role = roleAfter(holder.role);
      if (role !== holder.role) Object.assign(holder, { role, updatedAt: context.clock() });
    }
}
