import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { callBackend, minutes, readError } from './harness.ts';

const clock = setUpClock();
const { control, emulator } = setUpEmulator({ clock: clock.read });
beforeEach(async () => {
  await control.changeSettings({ captcha: true });
});

const signUp = (query: Record<string, string> = {}, form: Record<string, string> = {}) =>
  fetch(`${emulator.url}/v1/client/sign_ups?${new URLSearchParams(query)}`, {
    method: 'POST',
    body: new URLSearchParams({ email_address: 'mary@example.com', ...form }),
  });

it('asks pages for the token that the keys for tests give', async () => {
  expect(await readError(await signUp())).toMatchObject({ status: 400, code: 'captcha_missing_token' });
  expect((await readError(await signUp({}, { captcha_token: 'made up' }))).code).toBe('captcha_invalid');
  expect((await signUp({}, { captcha_token: 'XXXX.DUMMY.TOKEN.XXXX' })).status).toBe(200);
});

it('does not ask native applications', async () => {
  expect((await signUp({ _is_native: '1' })).status).toBe(200);
});

it('lets requests with a testing token pass for an hour', async () => {
  const response = await callBackend(emulator, '/testing_tokens', { method: 'POST' });
  const { token } = z.object({ token: z.string() }).parse(await response.json());
  expect((await signUp({ __clerk_testing_token: token })).status).toBe(200);
  expect((await signUp({ __clerk_testing_token: `${token}x` })).status).toBe(400);
  clock.advance(minutes(60));
  expect((await signUp({ __clerk_testing_token: token })).status).toBe(400);
});

it('is told by the environment', async () => {
  expect(await (await fetch(`${emulator.url}/v1/environment`)).json()).toMatchObject({
    display_config: { captcha_provider: 'turnstile', captcha_public_key: expect.stringMatching(/^1x0+AA$/) },
    user_settings: { sign_up: { captcha_enabled: true } },
  });
});
