import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { type TokenKind, tokenCannotBeRevoked } from '../errors/ticket-errors.ts';
import type { ActorToken, SignInToken } from '../state/access-records.ts';
import { createId, createTraceId } from '../state/identifiers.ts';
import type { Metadata } from '../state/records.ts';
import { issueTicket } from './tickets.ts';
import { requireUserById } from './users.ts';

const testingTokenLife = 60 * 60_000;

/** Lets somebody sign in as this user, once. Throws 404 when there is no such user. */
export function createSignInToken(
  context: EmulatorContext,
  { userId, expiresInSeconds }: { userId: string; expiresInSeconds: number },
): SignInToken {
  const token: SignInToken = { id: createId('sit'), ...createBase(context, userId, expiresInSeconds) };
  context.store.access.signInTokens.set(token.id, token);
  return token;
}

/** Lets `actor` sign in as this user, once. Throws 404 when there is no such user. */
export function createActorToken(
  context: EmulatorContext,
  fields: { userId: string; actor: Metadata; expiresInSeconds: number; sessionSeconds: number },
): ActorToken {
  const token: ActorToken = {
    id: createId('act'),
    ...createBase(context, fields.userId, fields.expiresInSeconds),
    actor: fields.actor,
    sessionSeconds: fields.sessionSeconds,
  };
  context.store.access.actorTokens.set(token.id, token);
  return token;
}

function createBase(context: EmulatorContext, userId: string, expiresInSeconds: number) {
  const now = context.clock();
  const user = requireUserById(context, userId);
  return {
    userId: user.id,
    status: 'pending' as const,
    expireAt: now + expiresInSeconds * 1000,
    createdAt: now,
    updatedAt: now,
  };
}

/** Throws 404 for an unknown one, and 400 for one that was used or revoked. */
export function revokeToken<Token extends SignInToken>(
  { clock }: EmulatorContext,
  kind: TokenKind,
  tokens: ReadonlyMap<string, Token>,
  id: string,
): Token {
  const token = tokens.get(id);
  if (!token) throw resourceNotFound(kind.replace(/_/g, ' '), id);
  if (token.status !== 'pending') throw tokenCannotBeRevoked(kind, token.status);
  token.status = 'revoked';
  token.updatedAt = clock();
  return token;
}

/** Lets the requests of a test pass the bot protection. Nothing is stored. */
export async function createTestingToken(
  context: EmulatorContext,
): Promise<{ token: string; expireAt: number }> {
  const expireAt = context.clock() + testingTokenLife;
  const id = createTraceId();
  return {
    token: await issueTicket(context, { kind: 'testing_token', id, redirectUrl: null, expireAt }),
    expireAt,
  };
}
