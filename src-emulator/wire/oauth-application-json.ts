import type { EmulatorContext } from '../context.ts';
import { isOver } from '../operations/machine-tokens.ts';
import { needsPkce } from '../operations/oauth-applications.ts';
import type { OauthApplication, OauthGrant } from '../state/platform-records.ts';

/** Without the secret, which is shown when it is made. */
export const oauthApplicationJson = ({ url, instance }: EmulatorContext, application: OauthApplication) => ({
  object: 'oauth_application',
  id: application.id,
  instance_id: instance.id,
  name: application.name,
  client_id: application.clientId,
  client_uri: application.registration?.clientUri ?? null,
  client_image_url: application.logo
    ? `${url}/_emulator/images/${application.logo.id}`
    : (application.registration?.logoUri ?? null),
  dynamically_registered: application.registration !== null,
  consent_screen_enabled: application.consentScreenEnabled,
  pkce_required: needsPkce(application),
  public: application.clientSecret === null,
  scopes: application.scopes,
  redirect_uris: application.redirectUris,
  // What was there before there could be several.
  callback_url: application.redirectUris[0] ?? '',
  authorize_url: `${url}/oauth/authorize`,
  token_fetch_url: `${url}/oauth/token`,
  user_info_url: `${url}/oauth/userinfo`,
  discovery_url: `${url}/.well-known/openid-configuration`,
  token_introspection_url: `${url}/oauth/token_info`,
  created_at: application.createdAt,
  updated_at: application.updatedAt,
});

export const oauthAccessTokenJson = ({ store, clock }: EmulatorContext, grant: OauthGrant) => ({
  object: 'clerk_idp_oauth_access_token',
  id: grant.id,
  client_id: store.platform.oauthApplications.find(({ id }) => id === grant.applicationId)?.clientId ?? '',
  subject: grant.userId,
  scopes: grant.scopes.split(' ').filter(Boolean),
  revoked: grant.revoked,
  revocation_reason: grant.revocationReason,
  expired: isOver(grant, clock()),
  expiration: grant.expireAt,
  created_at: grant.createdAt,
  updated_at: grant.updatedAt,
});
