import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { includesScopes, needsPkce, splitScopes } from '../operations/oauth-applications.ts';
import type { OauthApplication } from '../state/platform-records.ts';
import type { Codes } from './codes.ts';

/** RFC 6749 section 4.1.1 with PKCE (RFC 7636 section 4.3) and what OpenID Connect adds. */
const requestSchema = z.object({
  client_id: z.string(),
  redirect_uri: z.string().optional(),
  response_type: z.string().default(''),
  response_mode: z.string().default('query'),
  scope: z.string().max(1024).default(''),
  state: z.string().max(2048).optional(),
  nonce: z.string().max(2048).optional(),
  prompt: z.string().max(100).default(''),
  code_challenge: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
  code_challenge_method: z.string().optional(),
});

export type Authorization = {
  asked: z.output<typeof requestSchema>;
  application: OauthApplication;
  /** Where the answer goes: the address that was asked for, or else the application's only one. */
  redirectUri: string;
  scopes: readonly string[];
};

/** What the application is told: a code or an error. */
export type Answer = { code: string } | { error: string };
/** OAuth's errors for requests that forbid to ask anybody. */
type Unattended = 'login_required' | 'consent_required';

const defaultScopes = ['profile', 'email'];
const minimumStateLength = 8;

/** Only a request whose application and address are right is answered at that address. */
export function readAuthorization(
  { store }: EmulatorContext,
  parameters: unknown,
): Authorization | undefined {
  const asked = requestSchema.safeParse(parameters).data;
  const application = store.platform.oauthApplications.find(({ clientId }) => clientId === asked?.client_id);
  if (!asked || !application) return undefined;
  const { redirectUris } = application;
  const redirectUri = asked.redirect_uri ?? (redirectUris.length === 1 ? redirectUris[0] : undefined);
  if (redirectUri === undefined || !redirectUris.includes(redirectUri)) return undefined;
  const wanted = splitScopes(asked.scope);
  const scopes =
    wanted.length > 0 ? wanted : defaultScopes.filter((scope) => includesScopes(application.scopes, [scope]));
  return { asked, application, redirectUri, scopes };
}

/** OAuth's error for what is wrong with it; `undefined` when a person may be asked. */
export function problemOf(
  { asked, application, scopes }: Authorization,
  unattended: Unattended,
): string | undefined {
  const { state, code_challenge: codeChallenge } = asked;
  if (asked.response_type !== 'code') return 'unsupported_response_type';
  if (!['query', 'form_post'].includes(asked.response_mode)) return 'unsupported_response_mode';
  if (needsPkce(application) && !codeChallenge) return 'invalid_request';
  if (codeChallenge && asked.code_challenge_method !== 'S256') return 'invalid_request';
  // Either of both protects the application from an answer that it has not asked for.
  if (state === undefined ? !codeChallenge : state.length < minimumStateLength) return 'invalid_state';
  if (!includesScopes(`openid ${application.scopes}`, scopes)) return 'invalid_scope';
  const prompts = asked.prompt.split(' ').filter(Boolean);
  if (!prompts.every((name) => ['none', 'login', 'consent'].includes(name))) return 'invalid_request';
  return prompts.includes('none') ? unattended : undefined;
}

/** A code for what was asked, in the name of whoever consents; nobody does when it is denied. */
export function decide(
  codes: Codes,
  call: Authorization,
  unattended: Unattended,
  consenting: { userId: string; organizationId: string | null } | undefined,
): Answer {
  const problem = problemOf(call, unattended);
  if (problem) return { error: problem };
  if (!consenting) return { error: 'access_denied' };
  const { asked, application, scopes } = call;
  const code = codes.issue({
    ...consenting,
    applicationId: application.id,
    redirectUri: asked.redirect_uri,
    scopes: scopes.join(' '),
    codeChallenge: asked.code_challenge,
    nonce: asked.nonce,
  });
  return { code };
}
