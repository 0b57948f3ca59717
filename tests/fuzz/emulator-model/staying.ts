import fc from 'fast-check';
import { expect } from 'vitest';
import { z } from 'zod';
import { readClaims, spoil } from '../../integration/emulator/harness.ts';
import { addresses, type Command, clientCount, clientOf, createCommand, passwords } from './command.ts';
import {
  activeSession,
  deleteUser,
  endSessionsOf,
  findUser,
  isLive,
  isLocked,
  isRecentlyVerified,
  liveSessions,
  type Model,
  type ModelSession,
} from './model.ts';
import type { World } from './world.ts';

const tokenSchema = z.object({ jwt: z.string() });
const profileSchema = z.object({
  email_addresses: z.array(z.object({ id: z.string(), email_address: z.string() })),
});

const client = fc.nat({ max: clientCount - 1 });
const address = fc.constantFrom(...addresses);
const password = fc.constantFrom(...passwords);

/** A step of whoever is signed in on a client; without anybody it is passed over. */
const createUserCommand = (
  name: string,
  index: number,
  parameters: readonly unknown[],
  run: (model: Model, world: World, session: ModelSession) => Promise<unknown>,
): Command =>
  createCommand(name, [index, ...parameters], async (model, world) => {
    const session = activeSession(model, clientOf(model, index));
    if (session) await run(model, world, session);
  });

const refusalOfOldProof = (model: Model, session: ModelSession): string | undefined =>
  isRecentlyVerified(model, session) ? undefined : 'session_reverification_required';

const signOut = (index: number): Command =>
  createUserCommand('sign out', index, [], async (_model, world, session) => {
    await world.post(index, `/client/sessions/${session.id}/remove`, {});
    session.isOver = true;
  });

const signOutOfAll = (index: number): Command =>
  createUserCommand('sign out of all', index, [], async (model, world) => {
    await world.clients[index]?.request('/client/sessions', { method: 'DELETE' });
    const own = clientOf(model, index);
    for (const session of liveSessions(model, own)) session.isOver = true;
    own.lastActive = undefined;
  });

const useSession = (index: number, choice: number, isSwitch: boolean): Command =>
  createCommand('use session', [index, choice, isSwitch], async (model, world) => {
    const own = clientOf(model, index);
    const session = own.sessions[choice % Math.max(1, own.sessions.length)];
    if (!session) return;
    const live = isLive(model, session);
    const path = `/client/sessions/${session.id}/${isSwitch ? 'touch' : 'tokens'}`;
    const response = await world.clients[index]?.call(path, { method: 'POST' });
    expect(response?.status, path).toBe(live ? 200 : 401);
    if (!live) return;
    if (isSwitch) {
      own.lastActive = session;
      return;
    }
    const { jwt } = tokenSchema.parse(await response?.json());
    expect(readClaims(jwt)).toMatchObject({ sub: session.user.id, sid: session.id });
  });

const changePassword = (index: number, secret: string, endsOthers: boolean): Command =>
  createUserCommand('change password', index, [secret, endsOthers], async (model, world, session) => {
    const refusal = refusalOfOldProof(model, session);
    const form = { new_password: secret, sign_out_of_other_sessions: String(endsOthers) };
    await world.post(index, '/me/change_password', form, refusal);
    if (refusal) return;
    session.user.password = secret;
    if (endsOthers) endSessionsOf(model, session.user, session);
  });

const reverify = (index: number, secret: string): Command =>
  createUserCommand('prove again', index, [secret], async (model, world, session) => {
    const path = `/client/sessions/${session.id}/verify`;
    await world.post(index, path, { level: 'first_factor' });
    const refusal = isLocked(model, session.user)
      ? 'user_locked'
      : session.user.password === secret
        ? undefined
        : 'form_password_incorrect';
    await world.post(
      index,
      `${path}/attempt_first_factor`,
      { strategy: 'password', password: secret },
      refusal,
    );
    if (!refusal) session.verifiedAt = model.now;
  });

const addAddress = (index: number, email: string, isCodeRight: boolean): Command =>
  createUserCommand('add address', index, [email, isCodeRight], async (model, world, session) => {
    const { user } = session;
    const isTaken = user.unverified.includes(email) || findUser(model, email) !== undefined;
    const refusal = refusalOfOldProof(model, session) ?? (isTaken ? 'form_identifier_exists' : undefined);
    const { id } = await world.post(index, '/me/email_addresses', { email_address: email }, refusal);
    if (refusal) return;
    user.unverified.push(email);
    const path = `/me/email_addresses/${id}`;
    await world.post(index, `${path}/prepare_verification`, { strategy: 'email_code' });
    const code = await world.newestCode(email);
    if (!isCodeRight)
      return world.post(index, `${path}/attempt_verification`, { code: spoil(code) }, 'form_code_incorrect');
    await world.post(index, `${path}/attempt_verification`, { code });
    user.unverified = user.unverified.filter((other) => other !== email);
    user.emails.push(email);
  });

const removeAddress = (index: number, email: string): Command =>
  createUserCommand('remove address', index, [email], async (model, world, session) => {
    const { user } = session;
    const { object } = (await world.clients[index]?.request('/me')) ?? {};
    const own = profileSchema.parse(object).email_addresses.find((known) => known.email_address === email);
    expect(own !== undefined).toBe(user.emails.includes(email) || user.unverified.includes(email));
    if (!own) return;
    const rest = user.emails.filter((other) => other !== email);
    const isLast = rest.length === 0;
    const refusal =
      refusalOfOldProof(model, session) ?? (isLast ? 'identification_deletion_failed' : undefined);
    await world.post(index, `/me/email_addresses/${own.id}?_method=DELETE`, {}, refusal);
    if (refusal) return;
    user.emails = rest;
    user.unverified = user.unverified.filter((other) => other !== email);
  });

const deleteOwnAccount = (index: number): Command =>
  createUserCommand('delete own account', index, [], async (model, world, session) => {
    const refusal = refusalOfOldProof(model, session);
    await world.post(index, '/me?_method=DELETE', {}, refusal);
    if (!refusal) deleteUser(model, session.user);
  });

export const stayingCommands: fc.Arbitrary<Command>[] = [
  client.map(signOut),
  client.map(signOutOfAll),
  fc.tuple(client, fc.nat({ max: 5 }), fc.boolean()).map((parameters) => useSession(...parameters)),
  fc.tuple(client, password, fc.boolean()).map((parameters) => changePassword(...parameters)),
  fc.tuple(client, password).map((parameters) => reverify(...parameters)),
  fc.tuple(client, address, fc.boolean()).map((parameters) => addAddress(...parameters)),
  fc.tuple(client, address).map((parameters) => removeAddress(...parameters)),
  client.map(deleteOwnAccount),
];
