import type { OrganizationMembership } from '@clerk/backend';
import { isClerkAPIResponseError } from '@clerk/backend/errors';
import type { ApiOrganization, PageQuery } from '../../src-contracts/api-routes.ts';
import type { Ask } from './ask.ts';
import type { SessionClaims } from './session-claims.ts';

/** The role that administers an organisation, as Clerk makes it with each instance. */
const adminRole = 'org:admin';

/** One page of a user's memberships; `undefined` when Clerk knows no such user. */
export const readMembershipPage = (
  ask: Ask,
  userId: string,
  { limit, offset }: PageQuery,
): Promise<{ data: OrganizationMembership[]; totalCount: number } | undefined> =>
  ask((client) =>
    client.users
      .getOrganizationMembershipList({ userId, limit, offset })
      .then(({ data, totalCount }) => ({ data, totalCount }))
      .catch(noneWhereOff),
  );

/** An instance without organisations is not one that refuses the key. */
function noneWhereOff(error: unknown): { data: OrganizationMembership[]; totalCount: number } {
  if (isClerkAPIResponseError(error) && error.errors[0]?.code === 'organization_not_enabled_in_instance')
    return { data: [], totalCount: 0 };
  throw error;
}

/** SECURITY S25: what of a membership leaves the API, each field named. */
export const describeMembership = ({
  organization,
  role,
  permissions,
}: OrganizationMembership): ApiOrganization => ({
  id: organization.id,
  name: organization.name,
  slug: organization.slug,
  imageUrl: organization.imageUrl,
  role,
  permissions: [...(permissions ?? [])],
});

/**
 * Whether the holder of the token acts as administrator of this organisation, and still is one. SECURITY S23: the token is
 * as old as a minute, so Clerk is asked as well; and it is one organisation that counts, since users may create others.
 */
export async function actsAsAdministrator(
  ask: Ask,
  { userId, organization }: SessionClaims,
  organizationId: string,
): Promise<boolean> {
  if (organization?.id !== organizationId || organization.role !== adminRole) return false;
  const page = await ask((client) =>
    client.organizations.getOrganizationMembershipList({ organizationId, userId: [userId], limit: 1 }),
  );
  return (
    page?.data.some(
      ({ role, publicUserData, organization: { id } }) =>
        role === adminRole && publicUserData?.userId === userId && id === organizationId,
    ) ?? false
  );
}
