import { expect } from 'vitest';
import { z } from 'zod';
import { callBackend } from '../../integration/emulator/harness.ts';
import { activeSession, allSessions, isLive, liveSessions, type Model } from './model.ts';
import type { World } from './world.ts';

const usersSchema = z.array(
  z.object({
    id: z.string(),
    banned: z.boolean(),
    locked: z.boolean(),
    email_addresses: z.array(
      z.object({ email_address: z.string(), verification: z.object({ status: z.string() }).nullable() }),
    ),
  }),
);
const sessionSchema = z.object({ status: z.string() });

/** Everything that both APIs tell must be what the model says. */
export async function compare(model: Model, world: World): Promise<void> {
  for (const [index, client] of model.clients.entries()) {
    if (client.sessions.length === 0) continue;
    const shown = await world.clients[index]?.readClient();
    expect(shown?.sessions.map(({ id }) => id)).toEqual(liveSessions(model, client).map(({ id }) => id));
    expect(shown?.last_active_session_id).toBe(activeSession(model, client)?.id ?? null);
  }

  const users = usersSchema.parse(await world.backend('GET', '/users?limit=100&order_by=created_at'));
  const told = users.map(({ id, banned, locked, email_addresses }) => {
    const verified = email_addresses.filter(({ verification }) => verification?.status === 'verified');
    return [id, banned, locked, verified.map((email) => email.email_address)];
  });
  const expected = model.users
    .filter(({ isDeleted }) => !isDeleted)
    .map(({ id, isBanned, lockedUntil, emails }) => [id, isBanned, model.now < lockedUntil, emails]);
  expect(new Map(told.map(([id, ...rest]) => [id, rest]))).toEqual(
    new Map(expected.map(([id, ...rest]) => [id, rest])),
  );

  for (const session of allSessions(model)) {
    const response = await callBackend(world.emulator, `/sessions/${session.id}`);
    if (session.user.isDeleted) expect(response.status).toBe(404);
    else
      expect(sessionSchema.parse(await response.json()).status === 'active', session.id).toBe(
        isLive(model, session),
      );
  }
}
