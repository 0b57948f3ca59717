import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { createHexId, createPrefixedSecret } from '../state/identifiers.ts';
import type { Organization } from '../state/organization-records.ts';
import type { OauthApplication, OauthGrant } from '../state/platform-records.ts';
import { isUsable } from './machine-tokens.ts';
import { includesScopes } from './oauth-applications.ts';
import { findMembership } from './organization-members.ts';

/** Neither an access token nor an ID token must pass for a session token. */
export const otherTokenCategory = 'cl_B7d4PD222AAA';
export const accessTokenSeconds = 24 * 60 * 60;
const keepGrants = 2000;

/** Gives an application an access token for a user and, if offline access is among the scopes, a refresh token. */
export async function grantAccess(
  context: EmulatorContext,
  application: OauthApplication,
  { userId, organizationId, scopes }: Pick<OauthGrant, 'userId' | 'organizationId' | 'scopes'>,
): Promise<OauthGrant> {
  const { store, clock } = context;
  const now = clock();
  const grant: OauthGrant = {
    id: createHexId('oat'),
    accessToken: createPrefixedSecret('oat'),
    refreshToken: scopes.split(' ').includes('offline_access') ? createPrefixedSecret('ort') : null,
    applicationId: application.id,
    userId,
    organizationId,
    scopes,
    expireAt: now + accessTokenSeconds * 1000,
    revoked: false,
    revocationReason: null,
    createdAt: now,
    updatedAt: now,
  };
  if (store.platform.instanceOptions.oauthJwtTokens)
    grant.accessToken = await signAccessToken(context, application, grant);
  store.platform.oauthGrants = [...store.platform.oauthGrants, grant].slice(-keepGrants);
  return grant;
}

/** RFC 9068, as @clerk/backend reads it. */
const signAccessToken = (
  { url, tokens }: EmulatorContext,
  { clientId }: OauthApplication,
  { id, userId, scopes, createdAt }: OauthGrant,
): Promise<string> => {
  const issuedAt = Math.floor(createdAt / 1000);
  return tokens.signClaims(
    {
      client_id: clientId,
      exp: issuedAt + accessTokenSeconds,
      iat: issuedAt,
      iss: url,
      jti: id,
      scope: scopes,
      sub: userId,
    },
    { cat: otherTokenCategory, typ: 'at+jwt' },
  );
};

/** What a refresh token of this application stands for, as long as it is good. */
export const findGrantByRefreshToken = (
  { store }: EmulatorContext,
  application: OauthApplication,
  refreshToken: string,
): OauthGrant | undefined =>
  store.platform.oauthGrants.find(
    (grant) =>
      grant.refreshToken === refreshToken &&
      grant.applicationId === application.id &&
      !grant.revoked &&
      store.users.has(grant.userId),
  );

/** A refresh token works once: the grant gives way to a new one. */
export async function refreshAccess(
  context: EmulatorContext,
  application: OauthApplication,
  grant: OauthGrant,
  scopes: string,
): Promise<OauthGrant> {
  revokeGrant(context, grant, 'refreshed');
  return grantAccess(context, application, { ...grant, scopes });
}

/** The organisation that a token tells of: with the scope for it, and as long as the user is a member. */
export function findOrganizationOf(
  context: EmulatorContext,
  { scopes, userId, organizationId }: OauthGrant,
): Organization | undefined {
  if (organizationId === null || !includesScopes(scopes, ['user:org:read'])) return undefined;
  if (!findMembership(context, organizationId, userId)) return undefined;
  return context.store.organizations.organizations.find(({ id }) => id === organizationId);
}

/** The grant of an access token that is good. */
export const findGrant = ({ store, clock }: EmulatorContext, accessToken: string): OauthGrant | undefined =>
  store.platform.oauthGrants.find(
    (grant) => grant.accessToken === accessToken && isUsable(grant, clock()) && store.users.has(grant.userId),
  );

/**
 * The same for a backend that verifies one; `undefined` for one in JWT format that is over, and a 404 for any other.
 */
export function verifyAccessToken(context: EmulatorContext, accessToken: string): OauthGrant | undefined {
  const grant = findGrant(context, accessToken);
  if (grant) return grant;
  const isOver = context.store.platform.oauthGrants.some((known) => known.accessToken === accessToken);
  if (isOver && accessToken.startsWith('ey')) return undefined;
  throw resourceNotFound('OAuth access token', 'given');
}

function revokeGrant({ clock }: EmulatorContext, grant: OauthGrant, reason: string): void {
  grant.revoked = true;
  grant.revocationReason = reason;
  grant.updatedAt = clock();
}

/** Ends what an access or refresh token of this application stands for; tells whether there was one. */
export function revokeToken(context: EmulatorContext, application: OauthApplication, token: string): boolean {
  const grant = context.store.platform.oauthGrants.find(
    (candidate) =>
      candidate.applicationId === application.id &&
      (candidate.accessToken === token || candidate.refreshToken === token),
  );
  if (grant) revokeGrant(context, grant, 'revoked');
  return grant !== undefined;
}
