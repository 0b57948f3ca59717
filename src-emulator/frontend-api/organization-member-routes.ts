import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { missingPermission } from '../errors/organization-errors.ts';
import {
  acceptRequest,
  listRequestsOf,
  rejectRequest,
  requireOpenRequest,
} from '../operations/organization-enrollment.ts';
import { inviteByMail } from '../operations/organization-invitation-mail.ts';
import {
  invitationStatus,
  requireInvitation,
  revokeInvitation,
} from '../operations/organization-invitations.ts';
import {
  addMember,
  changeRole,
  listMembersOf,
  pendingInvitationsOf,
  removeMember,
  requireMembership,
} from '../operations/organization-members.ts';
import { permissionsOfRole } from '../operations/organization-roles.ts';
import { filterUsers } from '../operations/user-list.ts';
import { requireUserById } from '../operations/users.ts';
import { emailAddressField, formBoolean } from '../wire/fields.ts';
import { offsetPageFields, textListField } from '../wire/organization-fields.ts';
import {
  invitationJson,
  membershipJson,
  membershipRequestJson,
  requestStatus,
} from '../wire/organization-json.ts';
import { readForm, readParameters } from '../wire/read-parameters.ts';
import type { FrontendHandlers } from './call.ts';
import { createForMember, type ForMember, type MemberCall, readQuery, toPage } from './organization-call.ts';

const manage = 'org:sys_memberships:manage';
const memberSchema = z.strictObject({ user_id: z.string().min(1), role: z.string().min(1) });
const roleSchema = z.strictObject({ role: z.string().min(1) });
const invitationSchema = z.strictObject({
  email_address: emailAddressField,
  role: z.string().min(1),
  notify: formBoolean,
});
const bulkSchema = z.strictObject({
  email_address: textListField.pipe(z.array(emailAddressField).min(1)),
  role: z.string().min(1),
  notify: formBoolean,
});
const statusQuery = { ...offsetPageFields, status: textListField.optional() };

/** Members of an organisation, those it has invited, and those who ask to join. */
export function addOrganizationMemberRoutes(
  router: Router,
  handlers: FrontendHandlers,
  context: EmulatorContext,
): void {
  const forMember = createForMember(handlers, context);
  const findTarget = ({ organization, request }: MemberCall) =>
    requireMembership(context, organization.id, String(request.params.userId));

  router
    .route('/organizations/:id/memberships')
    .get(
      forMember('org:sys_memberships:read', ({ request, organization }) => {
        const query = readQuery(
          { ...offsetPageFields, role: textListField.optional(), query: z.string().optional() },
          request,
        );
        const users = new Set(
          filterUsers(context.store.users.values(), { query: query.query }).map(({ id }) => id),
        );
        const rows = listMembersOf(context, organization.id)
          .filter(({ userId, role }) => users.has(userId) && (query.role?.includes(role) ?? true))
          .reverse();
        const page = toPage(rows, query, (row) => membershipJson(context, row));
        return query.paginated === 'true' ? page : page.data;
      }),
    )
    .post(
      forMember(manage, ({ request, organization }) => {
        const form = readForm(memberSchema, request.body);
        const user = requireUserById(context, form.user_id);
        return membershipJson(context, addMember(context, organization, user, form.role));
      }),
    );
  router
    .route('/organizations/:id/memberships/:userId')
    .patch(
      forMember(manage, (call) => {
        const membership = findTarget(call);
        const { role } = readForm(roleSchema, call.request.body);
        changeRole(context, call.organization, membership, role);
        return membershipJson(context, membership);
      }),
    )
    .delete(
      forMember(undefined, (call) => {
        const isOwn = call.request.params.userId === call.user.id;
        if (!isOwn && !permissionsOfRole(context, call.membership.role).includes(manage))
          throw missingPermission(manage);
        const membership = findTarget(call);
        const json = membershipJson(context, membership);
        removeMember(context, membership);
        return json;
      }),
    );
  addInvitationRoutes(router, forMember, context);
  addRequestRoutes(router, forMember, context);
}

function addInvitationRoutes(router: Router, forMember: ForMember, context: EmulatorContext): void {
  router
    .route('/organizations/:id/invitations')
    .get(
      forMember(manage, ({ request, organization }) => {
        const query = readQuery(statusQuery, request);
        const rows = context.store.organizations.invitations
          .filter((row) => row.organizationId === organization.id)
          .filter((row) => query.status?.includes(invitationStatus(row, context.clock())) ?? true)
          .reverse();
        return toPage(rows, query, (row) => invitationJson(context, row));
      }),
    )
    .post(
      forMember(manage, async ({ request, organization, user }) => {
        const { email_address: emailAddress, role, notify } = readForm(invitationSchema, request.body);
        const invitee = { emailAddress, role, notify, inviterUserId: user.id };
        const [invitation] = await inviteByMail(context, organization, [invitee]);
        return invitation && invitationJson(context, invitation);
      }),
    );
  router.get(
    '/organizations/:id/invitations/pending',
    forMember(manage, ({ request, organization }) => {
      const query = readQuery(offsetPageFields, request);
      const rows = pendingInvitationsOf(context, organization.id).reverse();
      return toPage(rows, query, (row) => invitationJson(context, row));
    }),
  );
  router.post(
    '/organizations/:id/invitations/bulk',
    forMember(manage, async ({ request, organization, user }) => {
      const { email_address: emailAddresses, role, notify } = readParameters(bulkSchema, request.body ?? {});
      const invitations = await inviteByMail(
        context,
        organization,
        emailAddresses.map((emailAddress) => ({ emailAddress, role, notify, inviterUserId: user.id })),
      );
      return invitations.map((row) => invitationJson(context, row));
    }),
  );
  router.post(
    '/organizations/:id/invitations/:invitationId/revoke',
    forMember(manage, ({ request, organization }) => {
      const invitation = requireInvitation(context, organization.id, String(request.params.invitationId));
      revokeInvitation(context, invitation);
      return invitationJson(context, invitation);
    }),
  );
}

function addRequestRoutes(router: Router, forMember: ForMember, context: EmulatorContext): void {
  const findRequest = ({ organization, request }: MemberCall) =>
    requireOpenRequest(context, organization.id, String(request.params.requestId));

  router.get(
    '/organizations/:id/membership_requests',
    forMember(manage, ({ request, organization }) => {
      const query = readQuery(statusQuery, request);
      const rows = listRequestsOf(context, organization.id)
        .filter((row) => query.status?.includes(requestStatus(row)) ?? true)
        .reverse();
      return toPage(rows, query, (row) => membershipRequestJson(context, row));
    }),
  );
  router.post(
    '/organizations/:id/membership_requests/:requestId/accept',
    forMember(manage, (call) => {
      const request = findRequest(call);
      acceptRequest(context, call.organization, request);
      return membershipRequestJson(context, request);
    }),
  );
  router.post(
    '/organizations/:id/membership_requests/:requestId/reject',
    forMember(manage, (call) => {
      const request = findRequest(call);
      rejectRequest(context, request);
      return membershipRequestJson(context, request);
    }),
  );
}
