import { expect, it } from 'vitest';
import { createId } from '../../../../src-emulator/state/identifiers.ts';
import { stateSchema } from '../../../../src-emulator/state/records.ts';
import { demoAccounts } from '../../../../src-emulator/state/seed.ts';
import { createStore } from '../../../../src-emulator/state/store.ts';
import { createState } from '../fixtures.ts';

it('starts with the demo accounts, whose passwords are hashed', async () => {
  const store = createStore(await createState());
  for (const { emailAddress, password } of demoAccounts) {
    const user = store.findUserByEmail(emailAddress);
    expect(user?.passwordHash).toMatch(/^scrypt\$/);
    expect(JSON.stringify(user)).not.toContain(password);
  }
});

it('finds users by verified addresses only', async () => {
  const store = createStore(await createState());
  const user = store.findUserByEmail('ada@example.com');
  const [email] = user?.emailAddresses ?? [];
  if (email) email.verification = null;
  expect(email).toBeDefined();
  expect(store.findUserByEmail('ada@example.com')).toBeUndefined();
});

it('exports what its own schema accepts', async () => {
  const state = await createState();
  expect(stateSchema.parse(createStore(state).exportState())).toStrictEqual(state);
});

it("makes ids that look like Clerk's and never repeat", () => {
  const ids = Array.from({ length: 1000 }, () => createId('user'));
  expect(ids.every((id) => /^user_\w{27}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(1000);
});
