import type { Caller, EmulatorContext } from '../context.ts';
import { userBanned } from '../errors/catalogue.ts';
import {
  invitationAccountNotExists,
  ticketInvalid,
  tokenAlreadyUsed,
  tokenRevoked,
  tokenSubjectNotFound,
} from '../errors/ticket-errors.ts';
import type { ActorToken, SignInToken } from '../state/access-records.ts';
import type { Client, SignIn, User, Verification } from '../state/records.ts';
import { readInvite } from './invites.ts';
import { assertNotLocked } from './lockout.ts';
import { assertMaySignIn, type SessionOptions, startSession } from './sessions.ts';
import { completeSignIn, createSignIn } from './sign-in.ts';
import { readTicket } from './tickets.ts';

const proved: Verification = {
  strategy: 'ticket',
  status: 'verified',
  attempts: 1,
  expireAt: null,
  code: null,
};

/** Signs in with nothing but a ticket. A token of the Backend API stands for both factors. */
export async function createTicketSignIn(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  text: string,
): Promise<SignIn> {
  const { kind, id } = await readTicket(context, text);
  assertMaySignIn(context, client);
  if (kind === 'testing_token') throw ticketInvalid();
  if (kind !== 'sign_in_token' && kind !== 'actor_token')
    return signInByInvite(context, client, caller, text);

  const { access, users } = context.store;
  const token = kind === 'sign_in_token' ? access.signInTokens.get(id) : access.actorTokens.get(id);
  if (!token) throw ticketInvalid();
  if (token.status === 'accepted') throw tokenAlreadyUsed(kind);
  if (token.status === 'revoked') throw tokenRevoked(kind);
  const user = users.get(token.userId);
  if (!user) throw tokenSubjectNotFound(kind);

  const signIn = await startTicketSignIn(context, client, caller, user);
  token.status = 'accepted';
  token.updatedAt = context.clock();
  client.lastAuthenticationStrategy = 'ticket';
  const session = startSession(context, client, user, caller, sessionOptions(token));
  signIn.status = 'complete';
  signIn.createdSessionId = session.id;
  return signIn;
}

const sessionOptions = (token: SignInToken | ActorToken): SessionOptions =>
  'actor' in token ? { actor: token.actor, lifetimeSeconds: token.sessionSeconds } : {};

async function signInByInvite(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  text: string,
): Promise<SignIn> {
  const invite = await readInvite(context, text);
  const user = context.store.findUserByEmail(invite.emailAddress);
  if (!user) throw invitationAccountNotExists();
  const signIn = await startTicketSignIn(context, client, caller, user);
  invite.accept(user);
  completeSignIn(context, client, caller, signIn, user, 'ticket');
  return signIn;
}

async function startTicketSignIn(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  user: User,
): Promise<SignIn> {
  if (user.banned) throw userBanned();
  assertNotLocked(user, context.clock());
  const signIn = await createSignIn(context, client, caller, {});
  signIn.userId = user.id;
  signIn.firstFactor = { ...proved };
  return signIn;
}
