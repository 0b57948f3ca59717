import type { Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { listMembersOf, pendingInvitationsOf } from '../operations/organization-members.ts';
import { primaryEmailAddress } from '../wire/user-json.ts';
import type { ControlHandle } from './call.ts';

/** The organisations, newest first, with their members, to look at. */
export function addOrganizationRecordRoutes(
  router: Router,
  handle: ControlHandle,
  context: EmulatorContext,
): void {
  const { store } = context;
  router.get(
    '/_emulator/organizations',
    handle(() => ({
      organizations: store.organizations.organizations.toReversed().map(({ id, name, slug, createdAt }) => ({
        id,
        name,
        slug,
        members: listMembersOf(context, id).map(({ userId, role }) => {
          const user = store.users.get(userId);
          return { userId, emailAddress: user ? primaryEmailAddress(user) : null, role };
        }),
        pendingInvitations: pendingInvitationsOf(context, id).map(({ emailAddress, role }) => ({
          emailAddress,
          role,
        })),
        createdAt,
      })),
    })),
  );
}
