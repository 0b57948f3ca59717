import { describe, expect, it } from 'vitest';
import { createClient, findClientByToken } from '../../../../src-emulator/operations/clients.ts';
import { startSession } from '../../../../src-emulator/operations/sessions.ts';
import { caller, createContext } from '../fixtures.ts';

const day = 24 * 60 * 60_000;

describe('findClientByToken', () => {
  it('finds the client that the token was signed for', async () => {
    const { context } = await createContext();
    const client = createClient(context);
    const token = await context.tokens.signClientToken(client);
    expect(await findClientByToken(context, token)).toBe(client);
  });

  it('does not find one by no token, a foreign one, or one whose client is gone', async () => {
    const { context } = await createContext();
    const client = createClient(context);
    const token = await context.tokens.signClientToken(client);
    expect(await findClientByToken(context, undefined)).toBeUndefined();
    expect(await findClientByToken(context, 'x.y.z')).toBeUndefined();
    expect(await findClientByToken(context, `${token}x`)).toBeUndefined();
    context.store.clients.delete(client.id);
    expect(await findClientByToken(context, token)).toBeUndefined();
  });

  it('does not find a later client of the same id', async () => {
    const { context } = await createContext();
    const client = createClient(context);
    const token = await context.tokens.signClientToken(client);
    context.store.clients.set(client.id, { ...client, rotatingToken: 'another' });
    expect(await findClientByToken(context, token)).toBeUndefined();
  });
});

it('drops clients that came to nothing once there are many, and keeps those with sessions', async () => {
  const { context, ada, advance } = await createContext();
  const busy = createClient(context);
  startSession(context, busy, ada, caller);
  for (let count = 1; count < 2000; count += 1) createClient(context);
  advance(day + 1);
  const newest = createClient(context);
  expect([...context.store.clients.values()]).toStrictEqual([busy, newest]);
});
