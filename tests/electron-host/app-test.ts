import { test as base, type ElectronApplication, expect } from 'playwright/test';
import { createUserData, type LaunchOptions, launchFixture, removeUserData } from './fixture-app.ts';

type Fixtures = {
  /** A folder of user data for this test. */
  userData: string;
  /** Launches the fixture with that folder; what still runs after the test is closed. */
  launch: (options?: Omit<LaunchOptions, 'userData'>) => ReturnType<typeof launchFixture>;
};

/** For specs in which each test has an app, or several, of its own. */
export const test = base.extend<Fixtures>({
  userData: async ({ browserName: _browserName }, use) => {
    const folder = createUserData();
    await use(folder);
    removeUserData(folder);
  },
  launch: async ({ userData }, use) => {
    const running = new Set<ElectronApplication>();
    await use(async (options = {}) => {
      const launched = await launchFixture({ ...options, userData });
      running.add(launched.app);
      launched.app.once('close', () => running.delete(launched.app));
      return launched;
    });
    for (const app of running) await app.close();
  },
});

export { expect };
