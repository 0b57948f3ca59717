import fc from 'fast-check';
import { expect } from 'vitest';
import { spoil } from '../../integration/emulator/harness.ts';
import { addresses, type Command, clientCount, clientOf, createCommand, passwords } from './command.ts';
import {
  addUser,
  endSessionsOf,
  findUser,
  type Model,
  refusalOfSignIn,
  refusesSecondSession,
  startSession,
} from './model.ts';
import type { Answer, World } from './world.ts';

const client = fc.nat({ max: clientCount - 1 });
const address = fc.constantFrom(...addresses);
const password = fc.constantFrom(...passwords);

/** Takes the new session over from an attempt that must be complete. */
function enter(model: Model, index: number, email: string, attempt: Answer): void {
  expect(attempt.status).toBe('complete');
  const user = findUser(model, email);
  if (!user) throw new Error(`the model has no ${email}`);
  user.lockedUntil = 0;
  startSession(model, clientOf(model, index), user, String(attempt.created_session_id));
}

const signUp = (index: number, email: string, secret: string, isCodeRight: boolean): Command =>
  createCommand('sign up', [index, email, secret, isCodeRight], async (model, world) => {
    const form = { email_address: email, password: secret };
    if (refusesSecondSession(model, clientOf(model, index)))
      return void (await world.post(index, '/client/sign_ups', form, 'session_exists'));
    if (findUser(model, email))
      return void (await world.post(index, '/client/sign_ups', form, 'form_identifier_exists'));
    const { id } = await world.post(index, '/client/sign_ups', form);
    const attempt = `/client/sign_ups/${id}/attempt_verification`;
    const strategy = 'email_code';
    await world.post(index, `/client/sign_ups/${id}/prepare_verification`, { strategy });
    const code = await world.newestCode(email);
    if (!isCodeRight) {
      await world.post(index, attempt, { strategy, code: spoil(code) }, 'form_code_incorrect');
      return;
    }
    const done = await world.post(index, attempt, { strategy, code });
    addUser(model, String(done.created_user_id), email, secret);
    enter(model, index, email, done);
  });

const signInByPassword = (index: number, email: string, secret: string): Command =>
  createCommand('sign in by password', [index, email, secret], async (model, world) => {
    const refusal =
      refusalOfSignIn(model, clientOf(model, index), email) ??
      (findUser(model, email)?.password === secret ? undefined : 'form_password_incorrect');
    const answer = await world.post(
      index,
      '/client/sign_ins',
      { identifier: email, password: secret },
      refusal,
    );
    if (!refusal) enter(model, index, email, answer);
  });

/** Identifies and has a code sent; `undefined` when that was rightly refused. */
async function requestCode(model: Model, world: World, index: number, email: string, strategy: string) {
  const refusal = refusalOfSignIn(model, clientOf(model, index), email);
  const { id } = await world.post(index, '/client/sign_ins', { identifier: email }, refusal);
  if (refusal) return undefined;
  await world.post(index, `/client/sign_ins/${id}/prepare_first_factor`, { strategy });
  return { path: `/client/sign_ins/${id}`, code: await world.newestCode(email) };
}

const signInByCode = (index: number, email: string, isCodeRight: boolean): Command =>
  createCommand('sign in by code', [index, email, isCodeRight], async (model, world) => {
    const strategy = 'email_code';
    const sent = await requestCode(model, world, index, email, strategy);
    if (!sent) return;
    const path = `${sent.path}/attempt_first_factor`;
    if (!isCodeRight)
      await world.post(index, path, { strategy, code: spoil(sent.code) }, 'form_code_incorrect');
    else enter(model, index, email, await world.post(index, path, { strategy, code: sent.code }));
  });

const resetPassword = (index: number, email: string, secret: string, endsOthers: boolean): Command =>
  createCommand('reset password', [index, email, secret, endsOthers], async (model, world) => {
    const strategy = 'reset_password_email_code';
    const sent = await requestCode(model, world, index, email, strategy);
    const user = findUser(model, email);
    if (!sent || !user) return;
    await world.post(index, `${sent.path}/attempt_first_factor`, { strategy, code: sent.code });
    const done = await world.post(index, `${sent.path}/reset_password`, {
      password: secret,
      sign_out_of_other_sessions: String(endsOthers),
    });
    user.password = secret;
    if (endsOthers) endSessionsOf(model, user);
    enter(model, index, email, done);
  });

export const enteringCommands: fc.Arbitrary<Command>[] = [
  fc.tuple(client, address, password, fc.boolean()).map((parameters) => signUp(...parameters)),
  fc.tuple(client, address, password).map((parameters) => signInByPassword(...parameters)),
  fc.tuple(client, address, fc.boolean()).map((parameters) => signInByCode(...parameters)),
  fc.tuple(client, address, password, fc.boolean()).map((parameters) => resetPassword(...parameters)),
];
