import { expect, it } from 'vitest';
import { createPasswordHasher } from '../../../../src-emulator/crypto/password-hasher.ts';

const { hash, verify } = createPasswordHasher(1);

it('recognises the password and nothing else', async () => {
  const stored = await hash('Analytical-Engine-1843');
  expect(await verify('Analytical-Engine-1843', stored)).toBe(true);
  expect(await verify('analytical-engine-1843', stored)).toBe(false);
  expect(await verify('', stored)).toBe(false);
});

it('salts, so that equal passwords have different hashes', async () => {
  expect(await hash('same')).not.toBe(await hash('same'));
});

it('keeps nothing of the password', async () => {
  expect(await hash('Analytical-Engine-1843')).toMatch(/^scrypt\$1\$[\w-]{22}\$[\w-]{43}$/);
});

it('takes the same letters for the same password however they are composed', async () => {
  expect(await verify('cafe\u0301', await hash('caf\u00e9'))).toBe(true);
});

it('verifies hashes of another cost, as after a change of settings', async () => {
  const stored = await createPasswordHasher(15).hash('Flow-Matic-1955');
  expect(await verify('Flow-Matic-1955', stored)).toBe(true);
});

it.each(['', 'plain', 'scrypt$1', 'bcrypt$1$aa$bb', 'scrypt$1$$'])(
  'never accepts the broken hash %j',
  async (stored) => {
    expect(await verify('', stored)).toBe(false);
  },
);
