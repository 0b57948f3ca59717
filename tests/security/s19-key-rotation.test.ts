import { describe, expect, it } from 'vitest';
import { readProblemCode } from '../integration/api/support/api-under-test.ts';
import { createSigningKey, fixtureOrigin } from '../integration/api/support/clerk-fixture.ts';
import { ada, useEmulatedApi } from '../integration/api/support/emulated-clerk.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const clock = { time: 0 };
const seconds = 1_000;

describe('S19: unknown key ids cause at most one fetch per window; a removed key stops working', () => {
  const running = useApi({ now: () => clock.time });
  const outcome = async (token: string) => {
    const response = await running().api.requestAs(token);
    return response.ok ? 'accepted' : readProblemCode(response);
  };
  const countFetches = () => running().clerk.requests.filter((request) => request === 'GET /v1/jwks').length;

  it('one fetch for a flood of unknown key ids in each 10 seconds', async () => {
    const { clerk } = running();
    expect(await outcome(await clerk.signToken())).toBe('accepted');
    const stray = await createSigningKey('ins_stray');
    for (const from of [0, 10, 20]) {
      clock.time = from * seconds;
      const tokens = await Promise.all(
        Array.from({ length: 20 }, (_, index) => clerk.signToken({}, { kid: `ins_stray_${index}` }, stray)),
      );
      expect(new Set(await Promise.all(tokens.map(outcome)))).toEqual(new Set(['token-key-unknown']));
    }
    expect(countFetches()).toBe(3);
  });

  it('a flood of wrong signatures costs no more', async () => {
    const { clerk } = running();
    const before = countFetches();
    const impostor = await createSigningKey('ins_first');
    clock.time += 10 * seconds;
    for (let index = 0; index < 10; index += 1)
      expect(await outcome(await clerk.signToken({}, {}, impostor))).toBe('token-signature-invalid');
    expect(countFetches() - before).toBe(1);
  });

  it('a new key works after 10 seconds, a removed one is refused after 5 minutes', async () => {
    const { clerk } = running();
    const old = await clerk.signToken();
    const next = await createSigningKey('ins_second');
    clerk.keys.splice(0, 1, next);
    const fresh = await clerk.signToken({}, {}, next);
    clock.time += 4 * 60 * seconds;
    expect(await outcome(old)).toBe('accepted');
    clock.time += 60 * seconds;
    expect(await outcome(old)).toBe('token-key-unknown');
    expect(await outcome(fresh)).toBe('accepted');
  });

  it('a key replaced under the same id is noticed', async () => {
    const { clerk } = running();
    const replacement = await createSigningKey('ins_second');
    clerk.keys.splice(0, 1, replacement);
    clock.time += 10 * seconds;
    expect(await outcome(await clerk.signToken({}, {}, replacement))).toBe('accepted');
  });
});

describe('S19, with the emulator as the issuer', () => {
  const emulatorClock = { time: 0 };
  const running = useEmulatedApi({ now: () => emulatorClock.time });
  const outcome = async (token: string) => {
    const response = await running().api.requestAs(token);
    return response.ok ? 'accepted' : readProblemCode(response);
  };
  const rotate = async (removeOld: boolean) => {
    const response = await fetch(`${running().emulator.url}/_emulator/keys/rotate`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ removeOld }),
    });
    expect(response.status).toBe(200);
  };

  it('a rotation is not noticed by anybody; a key that was removed stops working within 5 minutes', async () => {
    const { getToken } = await running().clerk.signIn(ada, fixtureOrigin);
    const first = await getToken();
    expect(await outcome(first)).toBe('accepted');
    await rotate(false);
    emulatorClock.time += 10 * seconds;
    const second = await getToken();
    expect([await outcome(first), await outcome(second)]).toEqual(['accepted', 'accepted']);

    await rotate(true);
    const third = await getToken();
    emulatorClock.time += 5 * 60 * seconds;
    expect(await outcome(second)).toBe('token-key-unknown');
    expect([await outcome(first), await outcome(third)]).toEqual(['accepted', 'accepted']);
  });
});
