import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { createHexId, createPrefixedSecret } from '../state/identifiers.ts';
import type { OauthApplication, OauthGrant } from '../state/platform-records.ts';
import { isUsable } from './machine-tokens.ts';

export const accessTokenSeconds = 24 * 60 * 60;
const keepGrants = 2000;

/** Gives an application an access token for a user and, if offline access is among the scopes, a refresh token. */
export function grantAccess(
  { store, clock }: EmulatorContext,
  application: OauthApplication,
  { userId, organizationId, scopes }: Pick<OauthGrant, 'userId' | 'organizationId' | 'scopes'>,
): OauthGrant {
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
  store.platform.oauthGrants = [...store.platform.oauthGrants, grant].slice(-keepGrants);
  return grant;
}

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
export function refreshAccess(
  context: EmulatorContext,
  application: OauthApplication,
  grant: OauthGrant,
  scopes: string,
): OauthGrant {
  revokeGrant(context, grant, 'refreshed');
  return grantAccess(context, application, { ...grant, scopes });
}

/** The grant of an access token that is good. */
export const findGrant = ({ store, clock }: EmulatorContext, accessToken: string): OauthGrant | undefined =>
  store.platform.oauthGrants.find(
    (grant) => grant.accessToken === accessToken && isUsable(grant, clock()) && store.users.has(grant.userId),
  );

/** The same, or a 404 for a backend that verifies one. */
export function verifyAccessToken(context: EmulatorContext, accessToken: string): OauthGrant {
  const grant = findGrant(context, accessToken);
  if (!grant) throw resourceNotFound('OAuth access token', 'given');
  return grant;
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
