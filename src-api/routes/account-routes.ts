import {
  greetingSchema,
  organizationPageSchema,
  pageQuerySchema,
  profileChangeSchema,
  protectedQuerySchema,
  revocationCountSchema,
  sessionListSchema,
  sessionParamsSchema,
  userSchema,
} from '../../src-contracts/api-routes.ts';
import { greet } from '../clerk/descriptions.ts';
import { ProblemError } from '../errors/problem-error.ts';
import { noBody, nothing, sessionRoute } from './route.ts';

export const protectedRoute = sessionRoute({
  method: 'get',
  path: '/protected',
  summary: 'Greets the signed-in user. session_id, when given, must be the session of the token.',
  permission: 'session',
  params: nothing,
  query: protectedQuerySchema,
  body: noBody,
  response: greetingSchema,
  problems: ['session-mismatch', 'user-not-found'],
  // SECURITY S45: a session id proves nothing; it may only repeat what the token says.
  checkClaims({ sessionId }, { query }) {
    if (query.session_id !== undefined && query.session_id !== sessionId)
      throw new ProblemError('session-mismatch');
  },
  async handle({ directory }, { userId, sessionId, issuedAt, expiresAt }) {
    const user = await directory.findUser(userId);
    return {
      message: greet(user),
      user,
      sessionId,
      token: { issuedAt: issuedAt.toISOString(), expiresAt: expiresAt.toISOString() },
    };
  },
});

export const meRoute = sessionRoute({
  method: 'get',
  path: '/v1/me',
  summary: 'The signed-in user.',
  permission: 'session',
  params: nothing,
  query: nothing,
  body: noBody,
  response: userSchema,
  problems: ['user-not-found'],
  handle: ({ directory }, { userId }) => directory.findUser(userId),
});

export const profileChangeRoute = sessionRoute({
  method: 'patch',
  path: '/v1/me',
  summary: 'Changes names and unsafe metadata of the signed-in user; answers the user as it is then.',
  permission: 'session',
  params: nothing,
  query: nothing,
  body: profileChangeSchema,
  response: userSchema,
  problems: ['user-not-found'],
  handle: ({ directory }, { userId }, { body }) => directory.changeProfile(userId, body),
});

export const sessionListRoute = sessionRoute({
  method: 'get',
  path: '/v1/sessions',
  summary: 'The active sessions of the signed-in user (the newest 500), the current one first.',
  permission: 'session',
  params: nothing,
  query: nothing,
  body: noBody,
  response: sessionListSchema,
  problems: [],
  handle: async ({ directory }, claims) => ({ sessions: await directory.listSessions(claims) }),
});

export const otherSessionsRevocationRoute = sessionRoute({
  method: 'post',
  path: '/v1/sessions/revoke-others',
  summary: 'Ends all active sessions of the signed-in user but the current one, and answers how many.',
  permission: 'session',
  params: nothing,
  query: nothing,
  body: noBody,
  response: revocationCountSchema,
  problems: [],
  handle: async ({ directory }, claims) => ({ revoked: await directory.revokeOtherSessions(claims) }),
});

export const sessionRevocationRoute = sessionRoute({
  method: 'delete',
  path: '/v1/sessions/:id',
  summary: 'Ends an active session of the signed-in user.',
  permission: 'session',
  params: sessionParamsSchema,
  query: nothing,
  body: noBody,
  response: null,
  problems: ['session-not-found'],
  async handle({ directory }, { userId }, { params }) {
    await directory.revokeSession(userId, params.id);
    return undefined;
  },
});

export const organizationListRoute = sessionRoute({
  method: 'get',
  path: '/v1/organizations',
  summary: 'The organisations of the signed-in user, with role and permissions in each, in pages.',
  permission: 'session',
  params: nothing,
  query: pageQuerySchema,
  body: noBody,
  response: organizationPageSchema,
  problems: ['user-not-found'],
  handle: ({ directory }, { userId }, { query }) => directory.listOrganizations(userId, query),
});
