import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { suggestionAlreadyAccepted } from '../errors/organization-errors.ts';
import { createId } from '../state/identifiers.ts';
import type {
  Organization,
  OrganizationDomain,
  OrganizationMembership,
  OrganizationSuggestion,
} from '../state/organization-records.ts';
import type { User } from '../state/records.ts';
import { verifiedAddresses } from './organization-invitations.ts';
import { addMember, findMembership, pendingInvitationsOf } from './organization-members.ts';
import { requireOrganization } from './organizations.ts';
import { roleSetOf, specialRolesOf } from './role-sets.ts';

/** Offers the organisation to everybody who has a verified address of the domain, as its mode says. */
export function enrolDomain(context: EmulatorContext, domain: OrganizationDomain): void {
  for (const user of context.store.users.values()) offer(context, domain, user);
}

/** Offers a user all organisations that have a domain of one of the user's verified addresses. */
export function enrolUser(context: EmulatorContext, user: User): void {
  if (!context.store.settings.organizations.enabled) return;
  for (const domain of context.store.organizations.domains) offer(context, domain, user);
}

function offer(context: EmulatorContext, domain: OrganizationDomain, user: User): void {
  const { store, clock } = context;
  const { settings, organizations } = store;
  if (!settings.organizations.domains || domain.verification?.status !== 'verified') return;
  const { organizationId } = domain;
  const emailAddress = verifiedAddresses(user).find((address) => address.endsWith(`@${domain.name}`));
  if (!emailAddress || findMembership(context, organizationId, user.id)) return;
  const now = clock();
  if (domain.enrollmentMode === 'automatic_invitation') {
    const pending = pendingInvitationsOf(context, organizationId);
    if (pending.some((invitation) => invitation.emailAddress === emailAddress)) return;
    organizations.invitations.push({
      id: createId('orginv'),
      organizationId,
      emailAddress,
      role: defaultRoleIn(context, organizationId),
      status: 'pending',
      inviterUserId: null,
      userId: null,
      redirectUrl: null,
      domainId: domain.id,
      publicMetadata: {},
      privateMetadata: {},
      expireAt: now + 30 * 24 * 60 * 60_000,
      createdAt: now,
      updatedAt: now,
    });
  } else if (domain.enrollmentMode === 'automatic_suggestion') {
    const isKnown = organizations.suggestions.some(
      (suggestion) =>
        suggestion.organizationId === organizationId &&
        suggestion.userId === user.id &&
        suggestion.status !== 'completed',
    );
    if (isKnown) return;
    organizations.suggestions.push({
      id: createId('orgsug'),
      requestId: createId('orgmemreq'),
      organizationId,
      domainId: domain.id,
      userId: user.id,
      status: 'pending',
      createdAt: now,
      updatedAt: now,
    });
  }
}

/** The role of who joins by a domain. */
const defaultRoleIn = (context: EmulatorContext, organizationId: string): string =>
  specialRolesOf(context, roleSetOf(context, requireOrganization(context, organizationId))).defaultRole;

/** Takes back what the domain has offered and nobody has accepted. */
export function withdrawOffers({ store, clock }: EmulatorContext, domain: OrganizationDomain): void {
  const { organizations } = store;
  for (const invitation of organizations.invitations)
    if (invitation.domainId === domain.id && invitation.status === 'pending') {
      invitation.status = 'revoked';
      invitation.updatedAt = clock();
    }
  organizations.suggestions = organizations.suggestions.filter(
    (suggestion) => suggestion.domainId !== domain.id || suggestion.status !== 'pending',
  );
}

/** Newest first; those that were turned down are gone. */
export const listSuggestionsTo = (
  { store }: EmulatorContext,
  user: User,
): { suggestion: OrganizationSuggestion; organization: Organization }[] =>
  store.organizations.suggestions
    .filter((suggestion) => suggestion.userId === user.id && suggestion.status !== 'rejected')
    .flatMap((suggestion) => {
      const organization = store.organizations.organizations.find(
        ({ id }) => id === suggestion.organizationId,
      );
      return organization ? [{ suggestion, organization }] : [];
    })
    .reverse();

/** The user asks to join: a membership request from now on. */
export function acceptSuggestion({ clock }: EmulatorContext, suggestion: OrganizationSuggestion): void {
  if (suggestion.status !== 'pending') throw suggestionAlreadyAccepted();
  suggestion.status = 'accepted';
  suggestion.updatedAt = clock();
}

/** Suggestions that became requests. */
export const listRequestsOf = (
  { store }: EmulatorContext,
  organizationId: string,
): OrganizationSuggestion[] =>
  store.organizations.suggestions.filter(
    (suggestion) => suggestion.organizationId === organizationId && suggestion.status !== 'pending',
  );

/** Throws 404 unless the request waits for an answer. */
export function requireOpenRequest(
  context: EmulatorContext,
  organizationId: string,
  requestId: string,
): OrganizationSuggestion {
  const request = listRequestsOf(context, organizationId).find(
    (candidate) => candidate.requestId === requestId,
  );
  if (request?.status !== 'accepted') throw resourceNotFound('organization membership request', requestId);
  return request;
}

export function acceptRequest(
  context: EmulatorContext,
  organization: Organization,
  request: OrganizationSuggestion,
): OrganizationMembership {
  const user = context.store.users.get(request.userId);
  if (!user) throw resourceNotFound('user', request.userId);
  return addMember(context, organization, user, defaultRoleIn(context, organization.id));
}

export function rejectRequest({ clock }: EmulatorContext, request: OrganizationSuggestion): void {
  request.status = 'rejected';
  request.updatedAt = clock();
}
