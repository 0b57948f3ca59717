import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src-emulator/create-emulator.ts';
import {
  ada,
  createClock,
  createFrontendClient,
  type FrontendClient,
  minutes,
  readError,
  startEmulator,
} from './harness.ts';

let clock: ReturnType<typeof createClock>;
let emulator: Emulator;
let client: FrontendClient;

beforeEach(async () => {
  clock = createClock();
  emulator = await startEmulator({ clock: clock.read });
  client = createFrontendClient(emulator);
  await client.signIn(ada);
});
afterEach(() => emulator.close());

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
