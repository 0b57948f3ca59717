import type { EmulatorContext } from '../../../src-emulator/context.ts';
import { createPasswordHasher } from '../../../src-emulator/crypto/password-hasher.ts';
import { createSigningKey, createTokens } from '../../../src-emulator/crypto/tokens.ts';
import { defaultIdentity } from '../../../src-emulator/instance.ts';
import type { State } from '../../../src-emulator/state/records.ts';
import { createSeedState } from '../../../src-emulator/state/seed.ts';
import { createStore } from '../../../src-emulator/state/store.ts';

export const startOfTime = Date.UTC(2026, 0, 15, 12);

const signingKey = await createSigningKey('ins_of_the_unit_tests');
const passwords = createPasswordHasher(1);

export const createState = (now = startOfTime): Promise<State> =>
  createSeedState({ now, signingKey, hashPassword: passwords.hash });

/** An operations context with the seeded users and a clock that `advance` moves. */
export async function createContext() {
  let now = startOfTime;
  const store = createStore(await createState(now));
  const context: EmulatorContext = {
    url: 'http://127.0.0.1:4100',
    store,
    clock: () => now,
    passwords,
    instance: defaultIdentity,
    tokens: await createTokens(store.signingKey, defaultIdentity),
  };
  const [ada, grace] = [...store.users.values()];
  if (!ada || !grace) throw new Error('the seed has two users');
  return {
    context,
    ada,
    grace,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

export const caller = { origin: 'frontdesk://app', userAgent: '', ipAddress: '127.0.0.1' };

/** The code of the first error that `run` throws. */
export async function codeThrownBy(run: () => unknown): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
