import type { EmulatorContext } from '../context.ts';
import { findActiveSession, listLiveSessions } from '../operations/sessions.ts';
import type { Client } from '../state/records.ts';
import { backendSessionJson, sessionJson } from './session-json.ts';
import { signInJson } from './sign-in-json.ts';
import { signUpJson } from './sign-up-json.ts';

/** The client with its active sessions; sessions that are over are absent, which is how pages learn of it. */
export async function clientJson(context: EmulatorContext, client: Client) {
  const now = context.clock();
  const sessions = listLiveSessions(context, client);
  const { signIn, signUp } = client;
  return {
    object: 'client',
    id: client.id,
    sessions: await Promise.all(sessions.map((session) => sessionJson(context, session))),
    sign_in: signIn && now < signIn.abandonAt ? signInJson(context, signIn) : null,
    sign_up: signUp && now < signUp.abandonAt ? signUpJson(context, signUp) : null,
    last_active_session_id: findActiveSession(context, client)?.id ?? null,
    last_authentication_strategy: client.lastAuthenticationStrategy,
    cookie_expires_at: null,
    captcha_bypass: false,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  };
}

/** The client as the Backend API shows it. */
export function backendClientJson(context: EmulatorContext, client: Client) {
  const now = context.clock();
  const sessions = listLiveSessions(context, client);
  return {
    object: 'client',
    id: client.id,
    session_ids: sessions.map((session) => session.id),
    sessions: sessions.map((session) => backendSessionJson(session, now)),
    sign_in_id: client.signIn?.id ?? null,
    sign_up_id: client.signUp?.id ?? null,
    last_active_session_id: findActiveSession(context, client)?.id ?? null,
    last_authentication_strategy: client.lastAuthenticationStrategy,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  };
}
