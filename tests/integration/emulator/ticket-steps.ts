import { z } from 'zod';
import type { Emulator } from '../../../src-emulator/create-emulator.ts';
import { ada, callBackend } from './harness.ts';

const resourceSchema = z.looseObject({
  id: z.string(),
  token: z.string().optional(),
  url: z.string().optional(),
});

/** A Backend API call that has to succeed. */
export async function post(emulator: Emulator, path: string, body: unknown = {}) {
  const response = await callBackend(emulator, path, { method: 'POST', body });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return resourceSchema.parse(answer);
}

export async function findUserId(emulator: Emulator, emailAddress = ada.emailAddress): Promise<string> {
  const query = new URLSearchParams({ email_address: emailAddress });
  const [user] = z
    .array(z.looseObject({ id: z.string() }))
    .parse(await (await callBackend(emulator, `/users?${query}`)).json());
  if (!user) throw new Error(`nobody has ${emailAddress}`);
  return user.id;
}

/** The ticket in the link of a mail or an answer. */
export const ticketOf = (link: string | undefined | null): string =>
  new URL(link ?? '').searchParams.get('ticket') ?? '';
