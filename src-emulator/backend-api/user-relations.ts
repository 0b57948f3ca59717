import type { EmulatorContext } from '../context.ts';
import { listMembershipsOf } from '../operations/organization-members.ts';
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
  return [...context.store.users.values()].filter(
    (user) => isMemberAsAsked(context, user, relations.organization_id) && hasAccountAsAsked(user, relations),
  );
}

function isMemberAsAsked(context: EmulatorContext, user: User, wanted: string[] | undefined): boolean {
  if (!wanted) return true;
  const ids = listMembershipsOf(context, user.id).map(({ organizationId }) => organizationId);
  const excluded = wanted.filter((entry) => entry.startsWith('-')).map((entry) => entry.slice(1));
  const included = wanted
    .filter((entry) => !entry.startsWith('-'))
    .map((entry) => entry.replace(/^[+ ]/, ''));
  return (
    !excluded.some((id) => ids.includes(id)) &&
    (included.length === 0 || included.some((id) => ids.includes(id)))
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
