import { beforeEach, describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, minutes, readError } from './harness.ts';

const clock = setUpClock();
const { client } = setUpEmulator({ clock: clock.read });
beforeEach(async () => {
  await client.signIn(ada);
});

describe('ten minutes after the last verification', () => {
  it.each<[string, Record<string, string>, string]>([
    ['/me', { username: 'countess' }, 'PATCH'],
    ['/me/email_addresses/idn_any', {}, 'DELETE'],
    ['/me/external_accounts', { strategy: 'oauth_github', redirect_url: 'frontdesk://app/' }, 'POST'],
    ['/me/external_accounts/eac_any', {}, 'DELETE'],
    ['/me/totp', {}, 'DELETE'],
  ])('%s with %j needs another one (%s)', async (path, form, method) => {
    const ask = async () => readError(await client.call(path, { form, method }));
    const refusal = { status: 403, code: 'session_reverification_required' };
    if (path !== '/me/external_accounts') expect(await ask()).not.toMatchObject(refusal);
    clock.advance(minutes(10));
    expect(await ask()).toMatchObject(refusal);
  });
});
