import type { EmulatorContext } from '../context.ts';
import { listMembershipsOf } from '../operations/organization-members.ts';
import { matchesSigned } from '../operations/rows.ts';
import type { User } from '../state/records.ts';

export type UserRelations = {
  /** Ids, each optionally preceded by `+` (include, the default) or `-` (exclude). */
  organization_id?: string[] | undefined;
  /** With or without `oauth_`. */
  provider?: string | undefined;
  provider_user_id?: string[] | undefined;
};

/** The users who belong to organisations and have connected accounts as asked for; all when nothing is asked. */
export function listRelatedUsers(context: EmulatorContext, relations: UserRelations): User[] {
  const organizationIds = ({ id }: User) => listMembershipsOf(context, id).map((row) => row.organizationId);
  return [...context.store.users.values()].filter(
    (user) =>
      matchesSigned(relations.organization_id, () => organizationIds(user)) &&
      hasAccountAsAsked(user, relations),
  );
}

function hasAccountAsAsked(user: User, { provider, provider_user_id: userIds }: UserRelations): boolean {
  if (!provider && !userIds) return true;
  const strategy = provider && `oauth_${provider.replace(/^oauth_/, '')}`;
  return user.externalAccounts.some(
    ({ verification }) =>
      (!strategy || verification.strategy === strategy) &&
      (!userIds || userIds.includes(verification.identity?.providerUserId ?? '')),
  );
}
