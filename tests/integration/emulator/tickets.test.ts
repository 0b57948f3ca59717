import { beforeEach, describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { callBackend, minutes, readClaims, readError } from './harness.ts';
import { findUserId, post, ticketOf } from './ticket-steps.ts';

let userId: string;

const clock = setUpClock();
const { client, control, emulator } = setUpEmulator({ clock: clock.read });
beforeEach(async () => {
  userId = await findUserId(emulator);
});

const signIn = (ticket: string | undefined) =>
  client.call('/client/sign_ins', { form: { strategy: 'ticket', ticket: ticket ?? '' } });
const follow = (link: string) => fetch(link, { redirect: 'manual' });

describe('a sign-in token', () => {
  it('signs its user in once, without a second factor', async () => {
    const token = await post(emulator, '/sign_in_tokens', { user_id: userId });
    expect(token).toMatchObject({ object: 'sign_in_token', status: 'pending', user_id: userId });
    const { object, client: state } = await client.post('/client/sign_ins', {
      strategy: 'ticket',
      ticket: token.token ?? '',
    });
    expect(object).toMatchObject({
      status: 'complete',
      first_factor_verification: { strategy: 'ticket', status: 'verified' },
      created_session_id: state?.sessions[0]?.id,
    });
    expect(state).toMatchObject({ last_authentication_strategy: 'ticket' });
    client.token = undefined;
    expect(await readError(await signIn(token.token))).toMatchObject({
      status: 400,
      code: 'sign_in_token_already_used_code',
    });
  });

  it('ends with its time, by a revocation, and with its user', async () => {
    const short = await post(emulator, '/sign_in_tokens', { user_id: userId, expires_in_seconds: 60 });
    clock.advance(minutes(1));
    expect((await readError(await signIn(short.token))).code).toBe('ticket_expired_code');

    const revoked = await post(emulator, '/sign_in_tokens', { user_id: userId });
    expect(await post(emulator, `/sign_in_tokens/${revoked.id}/revoke`)).toMatchObject({ status: 'revoked' });
    expect((await readError(await signIn(revoked.token))).code).toBe('sign_in_token_revoked_code');
    expect(
      await readError(
        await callBackend(emulator, `/sign_in_tokens/${revoked.id}/revoke`, { method: 'POST' }),
      ),
    ).toMatchObject({ status: 400, code: 'sign_in_token_cannot_be_revoked_code' });

    const orphan = await post(emulator, '/sign_in_tokens', { user_id: userId });
    await callBackend(emulator, `/users/${userId}`, { method: 'DELETE' });
    expect((await readError(await signIn(orphan.token))).code).toBe('ticket_invalid_code');
  });

  it('is refused when it is made up, missing, or for signing up', async () => {
    expect((await readError(await signIn('made.up.ticket'))).code).toBe('ticket_invalid_code');
    expect(await readError(await signIn(''))).toMatchObject({ code: 'form_param_nil', parameter: 'ticket' });
    const { token = '' } = await post(emulator, '/sign_in_tokens', { user_id: userId });
    const answer = await client.call('/client/sign_ups', { form: { strategy: 'ticket', ticket: token } });
    expect((await readError(answer)).code).toBe('sign_in_token_not_in_sign_in_code');
  });

  it('is not for a user who does not exist or is banned', async () => {
    expect(
      await readError(
        await callBackend(emulator, '/sign_in_tokens', { method: 'POST', body: { user_id: 'user_x' } }),
      ),
    ).toMatchObject({ status: 404, code: 'resource_not_found' });
    const { token } = await post(emulator, '/sign_in_tokens', { user_id: userId });
    await post(emulator, `/users/${userId}/ban`);
    expect((await readError(await signIn(token))).code).toBe('user_banned');
  });

  it('survives a rotation of the signing key', async () => {
    const { token } = await post(emulator, '/sign_in_tokens', { user_id: userId });
    await control.rotateKeys();
    expect((await signIn(token)).status).toBe(200);
  });

  it('has a link that leads to the application', async () => {
    const { url = '' } = await post(emulator, '/sign_in_tokens', { user_id: userId });
    expect((await readError(await follow(url))).parameter).toBe('redirect_url');
    await control.changeSettings({ homeUrl: 'http://localhost:3000/start?from=mail' });
    const answer = await follow(url);
    expect(answer.status).toBe(303);
    const destination = new URL(answer.headers.get('location') ?? '');
    expect(destination.origin).toBe('http://localhost:3000');
    expect(Object.fromEntries(destination.searchParams)).toEqual({
      from: 'mail',
      __clerk_ticket: ticketOf(url),
      __clerk_status: 'sign_in',
    });
  });
});

describe('an actor token', () => {
  const actor = { sub: 'user_of_support', reason: 'ticket 12' };

  it('signs somebody in who acts as the user, for half an hour', async () => {
    const token = await post(emulator, '/actor_tokens', { user_id: userId, actor });
    expect(token).toMatchObject({ object: 'actor_token', status: 'pending', actor, user_id: userId });
    await signIn(token.token);
    const [session] = (await client.readClient()).sessions;
    expect(session).toMatchObject({ actor, expire_at: clock.read() + minutes(30) });
    expect(readClaims(session?.last_active_token?.jwt ?? '')).toMatchObject({ act: actor, sub: userId });
    expect(await (await callBackend(emulator, `/sessions/${session?.id}`)).json()).toMatchObject({ actor });
    client.token = undefined;
    expect((await readError(await signIn(token.token))).code).toBe('actor_token_already_used_code');
  });

  it('needs to say who acts, and can be revoked', async () => {
    const nobody = { method: 'POST', body: { user_id: userId, actor: {} } };
    expect(await readError(await callBackend(emulator, '/actor_tokens', nobody))).toMatchObject({
      status: 422,
      parameter: 'actor',
    });
    const { id, token } = await post(emulator, '/actor_tokens', { user_id: userId, actor });
    expect(await post(emulator, `/actor_tokens/${id}/revoke`)).toMatchObject({ status: 'revoked', actor });
    expect((await readError(await signIn(token))).code).toBe('actor_token_revoked_code');
  });
});

describe('a testing token', () => {
  it('is good for an hour, and for no sign-in', async () => {
    const response = await callBackend(emulator, '/testing_tokens', { method: 'POST' });
    const body = (await response.json()) as { token: string; expires_at: number };
    expect(body).toMatchObject({
      object: 'testing_token',
      expires_at: (clock.read() + minutes(60)) / 1000,
    });
    expect((await readError(await signIn(body.token))).code).toBe('ticket_invalid_code');
  });
});
