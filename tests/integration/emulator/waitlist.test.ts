import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpEmulator } from './emulator-fixture.ts';
import { callBackend, readError, readOutbox } from './harness.ts';
import { post, ticketOf } from './ticket-steps.ts';

const mary = 'mary@example.com';

const { client, control, emulator } = setUpEmulator();
beforeEach(async () => {
  await control.changeSettings({ signUpMode: 'waitlist' });
});

const join = async (emailAddress = mary) => {
  const answer = await client.call('/waitlist', { form: { email_address: emailAddress } });
  return z.strictObject({ object: z.literal('waitlist_entry'), id: z.string() }).parse(await answer.json());
};
const list = async (query = '') => (await callBackend(emulator, `/waitlist_entries${query}`)).json();

describe('the waitlist', () => {
  it('takes an address once and confirms it by mail', async () => {
    const entry = await join();
    expect(await join()).toMatchObject({ id: entry.id });
    expect(await readOutbox(emulator, mary)).toMatchObject([{ purpose: 'waitlist', code: null, link: null }]);
    expect(await list()).toMatchObject({ data: [{ id: entry.id, status: 'pending' }], total_count: 1 });
  });

  it('is closed while sign-up is open, and sign-up is closed while it is open', async () => {
    const refused = await client.call('/client/sign_ups', { form: { email_address: mary } });
    expect(await readError(refused)).toMatchObject({ status: 403, code: 'sign_up_restricted_waitlist' });
    await control.changeSettings({ signUpMode: 'public' });
    expect((await readError(await client.call('/waitlist', { form: { email_address: mary } }))).status).toBe(
      403,
    );
  });

  it('lets in whom the Backend API invites', async () => {
    const { id } = await join();
    expect(await post(emulator, `/waitlist_entries/${id}/invite`)).toMatchObject({
      status: 'invited',
      invitation: { email_address: mary, status: 'pending' },
    });
    const [mail] = await readOutbox(emulator, mary);
    await client.post('/client/sign_ups', {
      strategy: 'ticket',
      ticket: ticketOf(mail?.link),
      password: 'Somerville-1780',
    });
    expect(await list('?status=completed')).toMatchObject({ data: [{ id }] });
    expect(
      await readError(await callBackend(emulator, `/waitlist_entries/${id}/reject`, { method: 'POST' })),
    ).toMatchObject({ status: 409 });
  });

  it('turns away whom the Backend API rejects, and takes the invitation back', async () => {
    const { id } = await join();
    await post(emulator, `/waitlist_entries/${id}/invite`);
    expect(await post(emulator, `/waitlist_entries/${id}/reject`)).toMatchObject({
      status: 'rejected',
      invitation: { status: 'revoked' },
    });
    const gone = await callBackend(emulator, `/waitlist_entries/${id}`, { method: 'DELETE' });
    expect((await readError(gone)).status).toBe(409);
  });

  it('is filled, filtered and cleared by the Backend API', async () => {
    await callBackend(emulator, '/waitlist_entries/bulk', {
      method: 'POST',
      body: [{ email_address: mary, notify: false }, { email_address: 'ida@example.com' }],
    });
    expect(await readOutbox(emulator, mary)).toEqual([]);
    const added = await post(emulator, '/waitlist_entries', { email_address: 'emmy@example.com' });
    expect(await list('?order_by=email_address&limit=2')).toMatchObject({
      data: [{ email_address: 'emmy@example.com' }, { email_address: 'ida@example.com' }],
      total_count: 3,
    });
    const deleted = await callBackend(emulator, `/waitlist_entries/${added.id}`, { method: 'DELETE' });
    expect(await deleted.json()).toMatchObject({ deleted: true });
    expect(await list('?query=emmy')).toMatchObject({ total_count: 0 });
  });
});
