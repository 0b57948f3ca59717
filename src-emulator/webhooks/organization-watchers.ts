import type { EmulatorContext } from '../context.ts';
import type { OrganizationInvitation, OrganizationMembership } from '../state/organization-records.ts';
import type { WebhookEventType } from '../state/webhook-records.ts';
import {
  backendInvitationJson,
  backendMembershipJson,
  backendOrganizationJson,
  domainJson,
} from '../wire/organization-json.ts';
import { permissionJson, roleJson } from '../wire/role-json.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { Watcher } from './watcher.ts';

type Kind = 'organization' | 'organizationMembership' | 'organizationDomain' | 'role' | 'permission';

/** Told when it comes, when its record changes, and when it goes: then with what it last was, or by its id alone. */
function createLifeWatcher<Row extends { id: string }>(
  kind: Kind,
  list: (context: EmulatorContext) => readonly Row[],
  toJson: (context: EmulatorContext, row: Row) => object,
  toDeleted?: (id: string) => object,
): Watcher {
  const types = {
    created: `${kind}.created`,
    updated: `${kind}.updated`,
    deleted: `${kind}.deleted`,
  } as const satisfies Record<string, WebhookEventType>;
  return {
    observe: (context) =>
      list(context).map((row) => ({
        id: row.id,
        mark: JSON.stringify(row),
        read: () => toJson(context, row),
      })),
    tell(id, before, after) {
      if (after) return [{ type: before ? types.updated : types.created, data: after.data }];
      return before ? [{ type: types.deleted, data: toDeleted?.(id) ?? before.data }] : [];
    },
  };
}

/** Events show less of the inviter than the Backend API does, and who has accepted. */
function invitationEventJson(context: EmulatorContext, invitation: OrganizationInvitation) {
  const { public_inviter_data: _inviter, ...json } = backendInvitationJson(context, invitation);
  return { ...json, ...(invitation.userId ? { user_id: invitation.userId } : {}) };
}

/** Events do not tell who is banned. */
function membershipEventJson(context: EmulatorContext, membership: OrganizationMembership) {
  const { public_user_data: user, ...json } = backendMembershipJson(context, membership);
  if (!user) return { ...json, public_user_data: null };
  const { banned: _banned, ...shown } = user;
  return { ...json, public_user_data: shown };
}

const invitationWatcher: Watcher = {
  observe: (context) =>
    context.store.organizations.invitations.map((invitation) => ({
      id: invitation.id,
      mark: invitation.status,
      read: () => invitationEventJson(context, invitation),
    })),
  tell(_id, _before, after) {
    switch (after?.mark) {
      case 'pending':
        return [{ type: 'organizationInvitation.created', data: after.data }];
      case 'accepted':
      case 'revoked':
        return [{ type: `organizationInvitation.${after.mark}`, data: after.data }];
      default:
        return [];
    }
  },
};

/** Organisations with all that belongs to them: there before their members, gone after them. */
export const organizationWatchers: readonly Watcher[] = [
  createLifeWatcher(
    'permission',
    ({ store }) => store.organizations.permissions,
    (_context, row) => permissionJson(row),
  ),
  createLifeWatcher('role', ({ store }) => store.organizations.roles, roleJson),
  createLifeWatcher(
    'organization',
    ({ store }) => store.organizations.organizations,
    backendOrganizationJson,
    (id) => deletedJson('organization', id),
  ),
  createLifeWatcher(
    'organizationDomain',
    ({ store }) => store.organizations.domains,
    domainJson,
    (id) => deletedJson('organization_domain', id),
  ),
  invitationWatcher,
  createLifeWatcher(
    'organizationMembership',
    ({ store }) => store.organizations.memberships,
    membershipEventJson,
  ),
];
