import type { Page } from '@playwright/test';
import { z } from 'zod';
import type { ControlClient } from './types.ts';

const ticketSchema = z.object({ status: z.literal(200), body: z.looseObject({ token: z.string() }) });

/** Signs in by a ticket of the Backend API, as `@clerk/testing` does. Throws when there is no such user. */
export async function signInPage(page: Page, control: ControlClient, emailAddress: string): Promise<void> {
  const users = await control.listUsers();
  const user = users.find((candidate) => candidate.emailAddress === emailAddress);
  if (!user) throw new Error(`The emulator has no user with the address ${emailAddress}. Seed one first.`);
  const answer = await control.backendApi('POST', '/sign_in_tokens', { user_id: user.id });
  const { token } = ticketSchema.parse(answer).body;
  await page.waitForFunction('window.Clerk?.loaded');
  await page.evaluate(`(async (ticket) => {
    const { createdSessionId } = await window.Clerk.client.signIn.create({ strategy: 'ticket', ticket });
    await window.Clerk.setActive({ session: createdSessionId });
  })(${JSON.stringify(token)})`);
  await page.waitForFunction('window.Clerk.user');
}
