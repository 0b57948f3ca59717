import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { needsPkce } from '../operations/oauth-applications.ts';
import type { OauthApplication } from '../state/platform-records.ts';
import type { Codes } from './codes.ts';

/** RFC 6749 section 4.1.1 with PKCE (RFC 7636 section 4.3). */
const requestSchema = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  response_type: z.string().default(''),
  scope: z.string().max(1024).optional(),
  state: z.string().max(2048).optional(),
  nonce: z.string().max(2048).optional(),
  code_challenge: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
  code_challenge_method: z.string().optional(),
});
type AuthorizationRequest = z.output<typeof requestSchema>;

export type Authorization = { asked: AuthorizationRequest; application: OauthApplication };

/** Only a request whose application and address are right is answered at that address. */
export function readAuthorization({ store }: EmulatorContext, query: unknown): Authorization | undefined {
  const asked = requestSchema.safeParse(query).data;
  const application = store.platform.oauthApplications.find(({ clientId }) => clientId === asked?.client_id);
  return asked && application?.redirectUris.includes(asked.redirect_uri) ? { asked, application } : undefined;
}

/** Those of the wanted ones that the application may have; without a wish all of them. */
export function scopesOf(scope: string | undefined, application: OauthApplication): string[] {
  const allowed = application.scopes.split(' ');
  const wanted = scope?.split(/\s+/).filter(Boolean) ?? allowed;
  return wanted.filter((name) => allowed.includes(name) || name === 'openid');
}

/** A code that stands for what was asked, by this user. */
export const issueCode = (
  codes: Codes,
  { asked, application }: Authorization,
  userId: string,
  organizationId: string | null,
): string =>
  codes.issue({
    applicationId: application.id,
    redirectUri: asked.redirect_uri,
    userId,
    organizationId,
    scopes: scopesOf(asked.scope, application).join(' '),
    codeChallenge: asked.code_challenge,
    nonce: asked.nonce,
  });

/** OAuth's error for what is wrong with it. */
export function problemOf(asked: AuthorizationRequest, application: OauthApplication): string | undefined {
  if (asked.response_type !== 'code') return 'unsupported_response_type';
  if (needsPkce(application) && !asked.code_challenge) return 'invalid_request';
  return asked.code_challenge && asked.code_challenge_method !== 'S256' ? 'invalid_request' : undefined;
}

/** Where the application waits for the answer. */
export function answerUrl(
  { redirect_uri, state }: AuthorizationRequest,
  answer: Record<string, string>,
): string {
  const url = new URL(redirect_uri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set('state', state);
  return url.href;
}
