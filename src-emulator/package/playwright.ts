import { test as base, type Page } from '@playwright/test';
import { createControlClient } from '../control-client.ts';
import { createEmulator } from '../create-emulator.ts';
import { lowestPasswordCost } from '../crypto/password-hasher.ts';
import { signInPage } from './sign-in-page.ts';
import type { ControlClient, Instance } from './types.ts';

export { expect } from '@playwright/test';
export type { ControlClient, Instance } from './types.ts';

export type EmulatorTestFixtures = {
  /** Mail, clock, faults, users and settings of this worker's instance; all of it is reset before each test. */
  emulator: ControlClient;
  /** Signs somebody who exists in, on a page where Clerk has been loaded. No form, no password. */
  signIn: (page: Page, emailAddress: string) => Promise<void>;
};

export type EmulatorWorkerFixtures = {
  /** Address of a running emulator; `undefined`: each worker starts one of its own. */
  emulatorUrl: string | undefined;
  /** This worker's instance, which no other worker sees. */
  clerkInstance: Instance;
};

export const test = base.extend<EmulatorTestFixtures, EmulatorWorkerFixtures>({
  emulatorUrl: [undefined, { option: true, scope: 'worker' }],
  clerkInstance: [
    async ({ emulatorUrl }, use) => {
      const own =
        emulatorUrl === undefined ? await createEmulator({ passwordCost: lowestPasswordCost }) : undefined;
      const control = createControlClient(emulatorUrl ?? own?.url ?? '');
      const instance = await control.createInstance();
      await use(instance);
      await control.removeInstance(instance.name);
      await own?.close();
    },
    { scope: 'worker' },
  ],
  emulator: async ({ clerkInstance }, use) => {
    const control = createControlClient(clerkInstance.url);
    await control.reset();
    await control.clearMessages();
    await use(control);
  },
  signIn: async ({ emulator }, use) => {
    await use((page, emailAddress) => signInPage(page, emulator, emailAddress));
  },
});
