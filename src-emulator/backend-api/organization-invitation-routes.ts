import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { inviteByMail, organizationInvitationLink } from '../operations/organization-invitation-mail.ts';
import {
  type InvitationFields,
  invitationStatus,
  listInvitationsTo,
  requireInvitation,
  revokeInvitation,
} from '../operations/organization-invitations.ts';
import { pendingInvitationsOf, requireOrganizationFor } from '../operations/organization-members.ts';
import { requireOrganization } from '../operations/organizations.ts';
import { sortRows } from '../operations/rows.ts';
import { requireUserById } from '../operations/users.ts';
import type { Organization, OrganizationInvitation } from '../state/organization-records.ts';
import { backendInvitationInListJson, backendInvitationJson, pageJson } from '../wire/organization-json.ts';
import { readParameters } from '../wire/read-parameters.ts';
import type { BackendHandle } from './call.ts';
import { invitationBodySchema, invitationsBodySchema, toInvitationFields } from './organization-bodies.ts';
import { createListField, orderField, pageFields, takePage } from './query.ts';

const listSchema = z.strictObject({
  ...pageFields,
  status: createListField(['pending', 'accepted', 'revoked', 'expired']),
  email_address: z.string().toLowerCase().optional(),
  query: z.string().optional(),
  order_by: orderField(['created_at', 'email_address']),
});
const revokeSchema = z.strictObject({ requesting_user_id: z.string().nullable().optional() });

/** Invitations to organisations: of one, of all, and to one user. */
export function addOrganizationInvitationRoutes(
  router: Router,
  handle: BackendHandle,
  context: EmulatorContext,
): void {
  const { store, clock } = context;
  const toJson = async (invitation: OrganizationInvitation) =>
    backendInvitationJson(context, invitation, await organizationInvitationLink(context, invitation));
  const toListedJson = async (invitation: OrganizationInvitation) =>
    backendInvitationInListJson(context, invitation, await organizationInvitationLink(context, invitation));
  const findOrganization = (request: Request) => requireOrganization(context, String(request.params.id));
  const find = (request: Request) =>
    requireInvitation(context, findOrganization(request).id, String(request.params.invitationId));

  /** Of who invites or takes back in the name of a user. */
  const assertMayManage = ({ id }: Organization, userId: string | null | undefined) => {
    if (!userId) return;
    const user = requireUserById(context, userId);
    requireOrganizationFor(context, id, user, 'org:sys_memberships:manage');
  };
  /** Those that a domain made by itself are not among them. */
  const isByHand = ({ domainId }: OrganizationInvitation) => domainId === null;

  const toPage = async (
    all: OrganizationInvitation[],
    request: Request,
    show: (invitation: OrganizationInvitation) => Promise<object> = toJson,
  ) => {
    const query = readParameters(listSchema, request.query);
    const part = (query.query ?? '').toLowerCase();
    const rows = all.filter(
      (row) =>
        (query.status?.includes(invitationStatus(row, clock())) ?? true) &&
        (query.email_address === undefined || row.emailAddress === query.email_address) &&
        row.emailAddress.includes(part),
    );
    const sorted = sortRows(rows, query.order_by, {
      created_at: ({ createdAt }) => createdAt,
      email_address: ({ emailAddress }) => emailAddress,
    });
    return pageJson(await Promise.all(takePage(sorted, query).map(show)), rows.length);
  };
  const invite = async (request: Request, all: InvitationFields[]) => {
    const organization = findOrganization(request);
    for (const { inviterUserId } of all) assertMayManage(organization, inviterUserId);
    const invitations = await inviteByMail(context, organization, all);
    return Promise.all(invitations.map(toJson));
  };

  router
    .route('/organizations/:id/invitations')
    .get(
      handle((request) => {
        const { id } = findOrganization(request);
        return toPage(
          store.organizations.invitations.filter((row) => row.organizationId === id && isByHand(row)),
          request,
        );
      }),
    )
    .post(
      handle(async (request) => {
        const body = readParameters(invitationBodySchema, request.body);
        return (await invite(request, [toInvitationFields(body)]))[0];
      }),
    );
  router.post(
    '/organizations/:id/invitations/bulk',
    handle(async (request) => {
      const { body } = readParameters(z.object({ body: invitationsBodySchema }), { body: request.body });
      const invitations = await invite(request, body.map(toInvitationFields));
      return pageJson(invitations, invitations.length);
    }),
  );
  router.get(
    '/organizations/:id/invitations/pending',
    handle((request) =>
      toPage(pendingInvitationsOf(context, findOrganization(request).id).filter(isByHand), request),
    ),
  );
  router.get(
    '/organizations/:id/invitations/:invitationId',
    handle((request) => toJson(find(request))),
  );
  router.post(
    '/organizations/:id/invitations/:invitationId/revoke',
    handle((request) => {
      const invitation = find(request);
      const body = readParameters(revokeSchema, request.body ?? {});
      assertMayManage(findOrganization(request), body.requesting_user_id);
      revokeInvitation(context, invitation);
      return toJson(invitation);
    }),
  );
  router.get(
    '/organization_invitations',
    handle((request) => toPage([...store.organizations.invitations], request, toListedJson)),
  );
  router.get(
    '/users/:id/organization_invitations',
    handle((request) => {
      const user = requireUserById(context, String(request.params.id));
      return toPage(
        listInvitationsTo(context, user).map(({ invitation }) => invitation),
        request,
        toListedJson,
      );
    }),
  );
}
