import fc from 'fast-check';
import { addresses, type Command, createCommand, passwords } from './command.ts';
import {
  addUser,
  allSessions,
  deleteUser,
  endSessionsOf,
  findUser,
  lock,
  type Model,
  type ModelUser,
} from './model.ts';
import type { World } from './world.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** A step of the backend on one of the users; without any it is passed over. */
const createAdminCommand = (
  name: string,
  choice: number,
  run: (model: Model, world: World, user: ModelUser) => Promise<unknown>,
): Command =>
  createCommand(name, [choice], async (model, world) => {
    const users = model.users.filter(({ isDeleted }) => !isDeleted);
    const user = users[choice % Math.max(1, users.length)];
    if (user) await run(model, world, user);
  });

const ban = (choice: number): Command =>
  createAdminCommand('ban', choice, async (model, world, user) => {
    await world.backend('POST', `/users/${user.id}/ban`);
    user.isBanned = true;
    endSessionsOf(model, user);
  });

const unban = (choice: number): Command =>
  createAdminCommand('unban', choice, async (_model, world, user) => {
    await world.backend('POST', `/users/${user.id}/unban`);
    user.isBanned = false;
  });

const lockUser = (choice: number): Command =>
  createAdminCommand('lock', choice, async (model, world, user) => {
    await world.backend('POST', `/users/${user.id}/lock`);
    lock(model, user);
  });

const unlock = (choice: number): Command =>
  createAdminCommand('unlock', choice, async (_model, world, user) => {
    await world.backend('POST', `/users/${user.id}/unlock`);
    user.lockedUntil = 0;
  });

const remove = (choice: number): Command =>
  createAdminCommand('delete', choice, async (model, world, user) => {
    await world.backend('DELETE', `/users/${user.id}`);
    deleteUser(model, user);
  });

const create = (email: string, secret: string): Command =>
  createCommand('create', [email, secret], async (model, world) => {
    if (findUser(model, email)) return;
    const { id } = await world.backend('POST', '/users', { email_address: [email], password: secret });
    addUser(model, String(id), email, secret);
  });

const revoke = (choice: number): Command =>
  createCommand('revoke session', [choice], async (model, world) => {
    const sessions = allSessions(model).filter(({ user }) => !user.isDeleted);
    const session = sessions[choice % Math.max(1, sessions.length)];
    if (!session) return;
    await world.backend('POST', `/sessions/${session.id}/revoke`);
    session.isOver = true;
  });

const wait = (milliseconds: number): Command =>
  createCommand('wait', [milliseconds], async (model, world) => {
    world.clock.advance(milliseconds);
    model.now = world.clock.read();
  });

const choice = fc.nat({ max: 7 });

export const administeringCommands: fc.Arbitrary<Command>[] = [
  choice.map(ban),
  choice.map(unban),
  choice.map(lockUser),
  choice.map(unlock),
  choice.map(remove),
  choice.map(revoke),
  fc
    .tuple(fc.constantFrom(...addresses), fc.constantFrom(...passwords))
    .map((parameters) => create(...parameters)),
  fc.constantFrom(minute, 11 * minute, 61 * minute, 3 * day, 8 * day).map(wait),
];
