import { z } from 'zod';
import { flag, text, texts } from './parts.ts';

export const keySet = z.strictObject({
  keys: z.array(z.looseObject({ kid: text, alg: text, use: text, kty: z.literal('RSA'), n: text, e: text })),
});

const endpoints = {
  issuer: text,
  authorization_endpoint: text,
  token_endpoint: text,
  revocation_endpoint: text,
  jwks_uri: text,
  scopes_supported: texts,
  response_types_supported: texts,
  grant_types_supported: texts,
  subject_types_supported: texts,
  id_token_signing_alg_values_supported: texts,
  token_endpoint_auth_methods_supported: texts,
  claims_supported: texts,
  code_challenge_methods_supported: texts,
};
export const openidConfiguration = z.strictObject({
  ...endpoints,
  introspection_endpoint: text,
  userinfo_endpoint: text,
  response_modes_supported: texts,
  backchannel_logout_supported: flag,
  frontchannel_logout_supported: flag,
  end_session_endpoint: text.optional(),
});
export const authorizationServer = z.strictObject({
  ...endpoints,
  registration_endpoint: text.optional(),
  service_documentation: text.optional(),
  ui_locales_supported: texts.optional(),
  op_tos_uri: text.optional(),
  client_id_metadata_document_supported: flag.optional(),
});
export const webauthnOrigins = z.strictObject({ origins: texts });
export const assetLinks = z.array(
  z.looseObject({
    relation: z.array(
      z.enum(['delegate_permission/common.handle_all_urls', 'delegate_permission/common.get_login_creds']),
    ),
    target: z.looseObject({
      namespace: text.optional(),
      package_name: text.optional(),
      sha256_cert_fingerprints: texts.optional(),
    }),
  }),
);
export const appleAppSites = z.strictObject({
  webcredentials: z.strictObject({ apps: texts.optional() }).optional(),
});
