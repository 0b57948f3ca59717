import { type ClerkClient, type ClerkOptions, createClerkClient } from '@clerk/backend';
import type { Emulator } from '../../../src-emulator/create-emulator.ts';
import { standIn } from './emulator-fixture.ts';

/** @clerk/backend with the emulator in place of Clerk. */
export const createClerk = (emulator: Emulator, options: ClerkOptions = {}): ClerkClient => {
  const { url, publishableKey, secretKey } = emulator;
  return createClerkClient({
    apiUrl: url,
    publishableKey,
    secretKey,
    telemetry: { disabled: true },
    ...options,
  });
};

/** @clerk/backend for what `setUpEmulator` gives. */
export const setUpClerk = (emulator: Emulator): ClerkClient => standIn(() => createClerk(emulator));

/** The only user with this address. */
export async function findUser(clerk: ClerkClient, emailAddress: string) {
  const { data } = await clerk.users.getUserList({ emailAddress: [emailAddress] });
  const [user] = data;
  if (!user) throw new Error(`nobody has ${emailAddress}`);
  return user;
}
