import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { invitationNotFound, invitationNotPending } from '../errors/organization-errors.ts';
import { acceptSuggestion, enrolUser, listSuggestionsTo } from '../operations/organization-enrollment.ts';
import {
  acceptInvitation,
  invitationStatus,
  listInvitationsTo,
} from '../operations/organization-invitations.ts';
import {
  listMembershipsOf,
  removeMember,
  requireOrganizationFor,
} from '../operations/organization-members.ts';
import { assertOrganizationsEnabled } from '../operations/organizations.ts';
import { offsetPageFields, textListField } from '../wire/organization-fields.ts';
import { membershipJson, suggestionJson, userInvitationJson } from '../wire/organization-json.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { FrontendHandlers, UserCall } from './call.ts';
import { readQuery, toPage } from './organization-call.ts';

const statusQuery = { ...offsetPageFields, status: textListField.optional() };

/** Organisations as a user sees them: where one belongs, is invited, or may ask to join. */
export function addOwnOrganizationRoutes(
  router: Router,
  { forUser }: FrontendHandlers,
  context: EmulatorContext,
): void {
  const forOwn = (action: (call: UserCall) => unknown) =>
    forUser((call) => {
      assertOrganizationsEnabled(context);
      return action(call);
    });

  router.get(
    '/me/organization_memberships',
    forOwn(({ request, user }) => {
      const query = readQuery({ ...offsetPageFields, query: z.string().optional() }, request);
      const rows = listMembershipsOf(context, user.id).toReversed();
      const page = toPage(rows, query, (row) => membershipJson(context, row));
      return query.paginated === 'true' ? page : page.data;
    }),
  );
  router.delete(
    '/me/organization_memberships/:organizationId',
    forOwn(({ request, user }) => {
      const { membership } = requireOrganizationFor(context, String(request.params.organizationId), user);
      removeMember(context, membership);
      return deletedJson('organization_membership', membership.id);
    }),
  );
  router.get(
    '/me/organization_invitations',
    forOwn(({ request, user }) => {
      const query = readQuery(statusQuery, request);
      enrolUser(context, user);
      const rows = listInvitationsTo(context, user).filter(
        ({ invitation }) => query.status?.includes(invitationStatus(invitation, context.clock())) ?? true,
      );
      return toPage(rows, query, (row) => userInvitationJson(context, row.invitation, row.organization));
    }),
  );
  router.post(
    '/me/organization_invitations/:id/accept',
    forOwn(({ request, user }) => {
      const id = String(request.params.id);
      const found = listInvitationsTo(context, user).find(({ invitation }) => invitation.id === id);
      if (!found) throw invitationNotFound(id);
      if (invitationStatus(found.invitation, context.clock()) !== 'pending') throw invitationNotPending();
      acceptInvitation(context, user, found.invitation);
      return userInvitationJson(context, found.invitation, found.organization);
    }),
  );
  router.get(
    '/me/organization_suggestions',
    forOwn(({ request, user }) => {
      const query = readQuery(statusQuery, request);
      enrolUser(context, user);
      const rows = listSuggestionsTo(context, user).filter(
        ({ suggestion }) => query.status?.includes(suggestion.status) ?? true,
      );
      return toPage(rows, query, (row) => suggestionJson(context, row.suggestion, row.organization));
    }),
  );
  router.post(
    '/me/organization_suggestions/:id/accept',
    forOwn(({ request, user }) => {
      const id = String(request.params.id);
      const found = listSuggestionsTo(context, user).find(({ suggestion }) => suggestion.id === id);
      if (!found) throw resourceNotFound('organization suggestion', id);
      acceptSuggestion(context, found.suggestion);
      return suggestionJson(context, found.suggestion, found.organization);
    }),
  );
  router.get(
    '/me/organization_creation_defaults',
    forOwn(() => ({
      object: 'organization_creation_defaults',
      advisory: null,
      form: { name: '', slug: '', logo: null, blur_hash: null },
    })),
  );
}
