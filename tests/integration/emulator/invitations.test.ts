import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, days, readError, readOutbox } from './harness.ts';
import { post, ticketOf } from './ticket-steps.ts';

const mary = 'mary@example.com';

const clock = setUpClock();
const { client, control, emulator } = setUpEmulator({ clock: clock.read });

const invite = (fields: object = {}) => post(emulator, '/invitations', { email_address: mary, ...fields });
const invited = async (fields: object = {}) => ticketOf((await invite(fields)).url);
const signUp = (ticket: string, form: Record<string, string> = {}) =>
  client.call('/client/sign_ups', { form: { strategy: 'ticket', ticket, ...form } });
const list = async (query = '') => {
  const body: unknown = await (await callBackend(emulator, `/invitations${query}`)).json();
  return z.array(z.looseObject({ email_address: z.string(), status: z.string() })).parse(body);
};

describe('an invitation', () => {
  it('arrives as a mail whose link leads to sign-up, where the address counts as verified', async () => {
    const invitation = await invite({
      redirect_url: 'http://localhost:3000/sign-up',
      public_metadata: { role: 'engineer' },
    });
    expect(invitation).toMatchObject({
      object: 'invitation',
      email_address: mary,
      status: 'pending',
      revoked: false,
      public_metadata: { role: 'engineer' },
      expires_at: clock.read() + days(30),
    });
    const [mail] = await readOutbox(emulator, mary);
    expect(mail).toMatchObject({ purpose: 'invitation', code: null, link: invitation.url });
    const answer = await fetch(mail?.link ?? '', { redirect: 'manual' });
    const destination = new URL(answer.headers.get('location') ?? '');
    expect(destination.searchParams.get('__clerk_status')).toBe('sign_up');

    const ticket = destination.searchParams.get('__clerk_ticket') ?? '';
    const { object } = await client.post('/client/sign_ups', { strategy: 'ticket', ticket });
    expect(object).toMatchObject({
      status: 'missing_requirements',
      email_address: mary,
      missing_fields: ['password'],
      unverified_fields: [],
      verifications: { email_address: { status: 'verified', strategy: 'ticket' } },
    });
    const done = await client.request(`/client/sign_ups/${object.id}`, {
      method: 'PATCH',
      form: { strategy: 'ticket', ticket, email_address: mary, password: 'Somerville-1780' },
    });
    expect(done.object).toMatchObject({ status: 'complete' });
    expect(done.client?.sessions[0]?.user).toMatchObject({ public_metadata: { role: 'engineer' } });
    expect(await list()).toMatchObject([{ email_address: mary, status: 'accepted' }]);
  });

  it('is worded for somebody who has waited, where that template is named', async () => {
    const readSubject = async () => (await readOutbox(emulator, mary))[0]?.subject;
    await invite();
    const usual = await readSubject();
    await invite({ ignore_existing: true, template_slug: 'waitlist_invitation' });
    expect(await readSubject()).toMatch(/your turn/);
    expect(usual).not.toMatch(/your turn/);
  });

  it.each(['restricted', 'waitlist'] as const)(
    'lets somebody in although sign-up is %s',
    async (signUpMode) => {
      await control.changeSettings({ signUpMode });
      const refused = await client.call('/client/sign_ups', { form: { email_address: mary } });
      expect((await readError(refused)).status).toBe(403);
      const answer = await signUp(await invited(), { password: 'Somerville-1780' });
      expect(await answer.json()).toMatchObject({ response: { status: 'complete' } });
    },
  );

  it('is used once, and not after it was revoked or has expired', async () => {
    const ticket = await invited();
    await signUp(ticket, { password: 'Somerville-1780' });
    client.token = undefined;
    expect((await readError(await signUp(ticket))).code).toBe('invitation_already_accepted');

    const revoked = await invite({ email_address: 'ida@example.com' });
    expect(await post(emulator, `/invitations/${revoked.id}/revoke`)).toMatchObject({
      status: 'revoked',
      revoked: true,
    });
    expect((await readError(await signUp(ticketOf(revoked.url)))).code).toBe('revoked_invitation');

    const late = await invited({ email_address: 'emmy@example.com', expires_in_days: 1 });
    clock.advance(days(1));
    expect((await readError(await signUp(late))).code).toBe('ticket_expired_code');
    expect(await list('?status=expired')).toMatchObject([{ email_address: 'emmy@example.com' }]);
  });

  it('revoked while somebody signs up leaves no account behind', async () => {
    const { id, url } = await invite();
    const { object } = await client.post('/client/sign_ups', { strategy: 'ticket', ticket: ticketOf(url) });
    await post(emulator, `/invitations/${id}/revoke`);
    const answer = await client.call(`/client/sign_ups/${object.id}`, {
      method: 'PATCH',
      form: { password: 'Somerville-1780' },
    });
    expect((await readError(answer)).code).toBe('revoked_invitation');
    const query = new URLSearchParams({ email_address: mary });
    expect(await (await callBackend(emulator, `/users?${query}`)).json()).toEqual([]);
  });

  it('of somebody who has an account is for signing in', async () => {
    const { url } = await invite({
      email_address: ada.emailAddress,
      ignore_existing: true,
      redirect_url: 'http://localhost:3000/',
    });
    const answer = await fetch(url ?? '', { redirect: 'manual' });
    expect(answer.headers.get('location')).toContain('__clerk_status=sign_in');
    expect((await readError(await signUp(ticketOf(url)))).code).toBe('invitation_account_exists');
    const signIn = { strategy: 'ticket', ticket: ticketOf(url) };
    expect((await client.post('/client/sign_ins', signIn)).object).toMatchObject({ status: 'complete' });
  });

  it('of somebody who has none is not', async () => {
    const answer = await client.call('/client/sign_ins', {
      form: { strategy: 'ticket', ticket: await invited() },
    });
    expect((await readError(answer)).code).toBe('invitation_account_not_exists');
  });
});

describe('the Backend API', () => {
  const create = async (body: unknown, path = '/invitations') =>
    readError(await callBackend(emulator, path, { method: 'POST', body }));

  it('invites nobody twice, and nobody with an account, unless told to', async () => {
    await invite();
    expect(await create({ email_address: mary })).toMatchObject({ status: 400, code: 'duplicate_record' });
    expect(await create({ email_address: ada.emailAddress })).toMatchObject({
      status: 422,
      code: 'form_identifier_exists',
    });
    await invite({ ignore_existing: true, notify: false });
    expect(await readOutbox(emulator, mary)).toHaveLength(1);
  });

  it('sends nobody to a page that is not on this computer', async () => {
    const body = { email_address: mary, redirect_url: 'https://example.com/' };
    expect(await create(body)).toMatchObject({ status: 422, parameter: 'redirect_url' });
  });

  it('invites several at once, or none of them', async () => {
    const response = await callBackend(emulator, '/invitations/bulk', {
      method: 'POST',
      body: [{ email_address: mary }, { email_address: 'ida@example.com' }],
    });
    expect(await response.json()).toMatchObject([
      { email_address: mary },
      { email_address: 'ida@example.com' },
    ]);
    const taken = [{ email_address: 'emmy@example.com' }, { email_address: ada.emailAddress }];
    expect(await create(taken, '/invitations/bulk')).toMatchObject({ code: 'form_identifier_exists' });
    expect(await list()).toHaveLength(2);
  });

  it('lists by status, text and order', async () => {
    for (const [index, name] of ['emmy', 'ida', 'mary'].entries()) {
      clock.advance(1000 * (index + 1));
      await invite({ email_address: `${name}@example.com` });
    }
    const names = async (query: string) =>
      (await list(query)).map(({ email_address: address }) => address.split('@')[0]);
    expect(await names('')).toEqual(['mary', 'ida', 'emmy']);
    expect(await names('?order_by=email_address&limit=2')).toEqual(['emmy', 'ida']);
    expect(await names('?query=ID')).toEqual(['ida']);
    expect(await names('?status=accepted')).toEqual([]);
    const page: unknown = await (await callBackend(emulator, '/invitations?paginated=true&limit=1')).json();
    expect(page).toMatchObject({ data: [{ email_address: mary }], total_count: 3 });
  });
});
