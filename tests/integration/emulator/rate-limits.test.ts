import { expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, createFrontendClient, days, readError } from './harness.ts';

const clock = setUpClock();
const { control, emulator } = setUpEmulator({ clock: clock.read });

const attempt = () =>
  createFrontendClient(emulator).call('/client/sign_ins', { form: { identifier: ada.emailAddress } });

it('nobody is limited unless the settings say so', async () => {
  for (let times = 0; times < 8; times += 1) expect((await attempt()).status).toBe(200);
});

it('five sign-ins in ten seconds are enough, and the answer says how long to wait', async () => {
  await control.changeSettings({ rateLimits: true });
  for (let times = 0; times < 5; times += 1) expect((await attempt()).status).toBe(200);
  clock.advance(4000);
  const refused = await attempt();
  expect(refused.headers.get('retry-after')).toBe('6');
  expect(await readError(refused)).toMatchObject({ status: 429, code: 'too_many_requests' });
  clock.advance(6000);
  expect((await attempt()).status).toBe(200);
});

it('nobody waits for a time from which the clock came back', async () => {
  await control.changeSettings({ rateLimits: true });
  await control.advanceClock(days(1));
  for (let times = 0; times < 5; times += 1) expect((await attempt()).status).toBe(200);
  await control.resetClock();
  expect((await attempt()).status).toBe(200);
});
