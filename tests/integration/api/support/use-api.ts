import { afterAll, beforeAll } from 'vitest';
import type { ClerkSettings } from '../../../../src-contracts/clerk-settings.ts';
import { type ApiUnderTest, type ApiUnderTestOptions, startApiUnderTest } from './api-under-test.ts';
import { type ClerkFixture, startClerkFixture } from './clerk-fixture.ts';

type Options = Omit<ApiUnderTestOptions, 'clerk'> & {
  settings?: (clerk: ClerkFixture) => ClerkSettings;
};

/**
 * An API and a Clerk that knows Ada and Grace, for all tests of the file or `describe` block that calls this.
 */
export function useApi({ settings = (clerk) => clerk.settings(), ...options }: Options = {}) {
  let running: { clerk: ClerkFixture; api: ApiUnderTest } | undefined;

  beforeAll(async () => {
    const clerk = await startClerkFixture();
    clerk.addUser('user_ada', 'sess_ada');
    clerk.addUser('user_grace', 'sess_grace', { first_name: 'Grace', last_name: 'Hopper' });
    running = { clerk, api: await startApiUnderTest({ ...options, clerk: settings(clerk) }) };
  });
  afterAll(async () => {
    await running?.api.close();
    await running?.clerk.close();
  });

  return () => {
    if (!running) throw new Error('the API under test is not running');
    return running;
  };
}
