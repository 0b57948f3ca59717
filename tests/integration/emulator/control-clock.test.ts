import { describe, expect, it } from 'vitest';
import { setUpEmulator } from './emulator-fixture.ts';
import {
  ada,
  callControl,
  createFrontendClient,
  days,
  minutes,
  readClaims,
  readCode,
  readError,
} from './harness.ts';

const { emulator } = setUpEmulator();

const callClock = (method: string, body?: unknown) => callControl(emulator, method, '/clock', body);

describe('everything in the emulator goes by its clock', () => {
  it('tokens', async () => {
    const frozenAt = Date.UTC(2030, 5, 1, 12);
    await callClock('PUT', { frozenAt: '2030-06-01T12:00:00Z' });
    const session = await createFrontendClient(emulator).signIn(ada);
    const { iat, exp } = readClaims(session.last_active_token?.jwt ?? '');
    expect([iat, exp]).toStrictEqual([frozenAt / 1000, frozenAt / 1000 + 60]);
  });

  it('codes, which expire without a wait', async () => {
    const client = createFrontendClient(emulator);
    const { object } = await client.post('/client/sign_ins', {
      identifier: ada.emailAddress,
      strategy: 'email_code',
    });
    const code = await readCode(emulator, ada.emailAddress);
    await callClock('POST', { advanceMilliseconds: minutes(10) });
    const late = await client.call(`/client/sign_ins/${object.id}/attempt_first_factor`, {
      form: { strategy: 'email_code', code },
    });
    expect(await readError(late)).toMatchObject({ code: 'verification_expired' });
  });

  it('sessions, which come back with the real time', async () => {
    const client = createFrontendClient(emulator);
    await client.signIn(ada);
    await callClock('PUT', { offsetMilliseconds: days(8) });
    expect((await client.readClient()).sessions).toStrictEqual([]);
    expect(await (await callClock('DELETE')).json()).toMatchObject({ mode: 'real', offsetMilliseconds: 0 });
    expect((await client.readClient()).sessions).toHaveLength(1);
  });
});

it('goes on from a time that was set', async () => {
  const now = Date.UTC(2031, 0, 1);
  const reading = await (await callClock('PUT', { now })).json();
  expect(reading.mode).toBe('moved');
  expect(reading.now).toBeGreaterThanOrEqual(now);
  expect(reading.now).toBeLessThan(now + 5_000);
});

it.each([
  ['PUT', {}, 'clock'],
  ['PUT', { frozenAt: 0, now: 0 }, 'clock'],
  ['PUT', { frozenAt: 'tomorrow' }, 'frozenAt'],
  ['PUT', { now: -1 }, 'now'],
  ['PUT', { now: '9999-01-01T00:00:00Z' }, 'now'],
  ['PUT', { offset: 5 }, 'offset'],
  ['POST', {}, 'advanceMilliseconds'],
  ['POST', { advanceMilliseconds: 'an hour' }, 'advanceMilliseconds'],
])('refuses %s %j, naming %s', async (method, body, parameter) => {
  expect(await readError(await callClock(method, body))).toMatchObject({ status: 400, parameter });
  expect(await (await callClock('GET')).json()).toMatchObject({ mode: 'real' });
});
