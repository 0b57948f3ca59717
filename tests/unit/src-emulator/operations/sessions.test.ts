import { describe, expect, it } from 'vitest';
import { createClient } from '../../../../src-emulator/operations/clients.ts';
import {
  findActiveSession,
  listLiveSessions,
  removeAllSessions,
  revokeSessionsOfUser,
  setStatus,
  startSession,
  statusOf,
} from '../../../../src-emulator/operations/sessions.ts';
import { deleteUser } from '../../../../src-emulator/operations/users.ts';
import { caller, codeThrownBy, createContext, startOfTime } from '../fixtures.ts';

const day = 24 * 60 * 60_000;

describe('a session', () => {
  it.each([
    [7 * day - 1, 'active'],
    [7 * day, 'expired'],
    [30 * day - 1, 'expired'],
    [30 * day, 'abandoned'],
  ])('left alone is, after %i ms, %s', async (elapsed, status) => {
    const { context, ada } = await createContext();
    const session = startSession(context, createClient(context), ada, caller);
    expect(statusOf(session, startOfTime + elapsed)).toBe(status);
  });

  it.each(['ended', 'removed', 'revoked', 'replaced'] as const)('that was %s stays so', async (status) => {
    const { context, ada } = await createContext();
    const session = startSession(context, createClient(context), ada, caller);
    setStatus(session, status, startOfTime);
    expect(statusOf(session, startOfTime + 40 * day)).toBe(status);
  });

  it('replaces an earlier one on the same client, never one on another', async () => {
    const { context, ada, grace } = await createContext();
    const [client, other] = [createClient(context), createClient(context)];
    const first = startSession(context, client, ada, caller);
    const elsewhere = startSession(context, other, ada, caller);
    const second = startSession(context, client, grace, caller);
    expect([first, elsewhere, second].map((session) => session.status)).toStrictEqual([
      'replaced',
      'active',
      'active',
    ]);
    expect(findActiveSession(context, client)).toBe(second);
  });

  it('is not given to a user who was banned or deleted while proving who they are', async () => {
    const { context, ada, grace } = await createContext();
    ada.banned = true;
    deleteUser(context, grace);
    const client = createClient(context);
    expect(await codeThrownBy(() => startSession(context, client, ada, caller))).toBe('user_banned');
    expect(await codeThrownBy(() => startSession(context, client, grace, caller))).toBe('resource_not_found');
  });
});

describe('a client with several sessions', () => {
  async function createBusyClient() {
    const setup = await createContext();
    const { context, ada, grace } = setup;
    const client = createClient(context);
    const first = startSession(context, client, ada, caller);
    const second = startSession(context, client, grace, caller);
    // As in multi-session mode, where the second does not replace the first.
    first.status = 'active';
    return { ...setup, client, first, second };
  }

  it('uses the one it last used, or else its newest that is left', async () => {
    const { context, client, first, second, advance } = await createBusyClient();
    expect(findActiveSession(context, client)).toBe(second);
    client.lastActiveSessionId = first.id;
    expect(findActiveSession(context, client)).toBe(first);
    setStatus(first, 'revoked', startOfTime);
    expect(findActiveSession(context, client)).toBe(second);
    advance(7 * day);
    expect(findActiveSession(context, client)).toBeUndefined();
  });

  it('can be signed out of all of them', async () => {
    const { context, client, first, second } = await createBusyClient();
    removeAllSessions(context, client);
    expect(listLiveSessions(context, client)).toStrictEqual([]);
    expect([first.status, second.status]).toStrictEqual(['removed', 'removed']);
    expect(client).toMatchObject({ signIn: null, signUp: null, lastActiveSessionId: null });
  });
});

it("ends a user's sessions everywhere but here", async () => {
  const { context, ada, grace } = await createContext();
  const [here, there, others] = [ada, ada, grace].map((user) =>
    startSession(context, createClient(context), user, caller),
  );
  revokeSessionsOfUser(context, ada.id, here?.id);
  expect([here, there, others].map((session) => session?.status)).toStrictEqual([
    'active',
    'revoked',
    'active',
  ]);
});
