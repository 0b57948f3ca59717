import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { invalidAuthentication, resourceNotFound } from '../errors/catalogue.ts';
import { createClient } from '../operations/clients.ts';
import { signTemplateToken } from '../operations/jwt-templates.ts';
import { activateOrganization, requireOwnOrganization } from '../operations/organizations.ts';
import { issueSessionToken } from '../operations/session-tokens.ts';
import { isLive, setStatus, startSession, statusOf } from '../operations/sessions.ts';
import { requireUserById } from '../operations/users.ts';
import type { Session } from '../state/records.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { backendSessionJson, tokenJson } from '../wire/session-json.ts';
import type { BackendHandle } from './call.ts';
import { booleanField, pageFields, takePage } from './query.ts';

const listSchema = z.strictObject({
  client_id: z.string().optional(),
  user_id: z.string().optional(),
  status: z
    .enum(['abandoned', 'active', 'ended', 'expired', 'pending', 'removed', 'replaced', 'revoked'])
    .optional(),
  paginated: booleanField,
  ...pageFields,
});

const createSchema = z.strictObject({
  user_id: z.string().min(1),
  active_organization_id: z.string().nullable().optional(),
});

const tokenSchema = z.strictObject({
  expires_in_seconds: z.int().min(30).max(315_360_000).nullable().optional(),
});

const refreshSchema = z.looseObject({
  expired_token: z.string().min(1),
  refresh_token: z.string().min(1),
  request_origin: z.string().min(1),
});

/** Sessions of any user, as a backend inspects and ends them. */
export function addSessionRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const { store, clock } = context;
  const toJson = (session: Session) => backendSessionJson(session, clock());
  const findSession = (request: Request): Session => {
    const id = String(request.params.id);
    const session = store.sessions.get(id);
    if (!session) throw resourceNotFound('session', id);
    return session;
  };
  const findLiveSession = (request: Request): Session => {
    const session = findSession(request);
    if (!isLive(session, clock())) throw resourceNotFound('active session', session.id);
    return session;
  };

  router
    .route('/sessions')
    .get(
      handle((request) => {
        const query = readParameters(listSchema, request.query);
        const matching = [...store.sessions.values()]
          .reverse()
          .filter(
            (session) =>
              (!query.client_id || session.clientId === query.client_id) &&
              (!query.user_id || session.userId === query.user_id) &&
              (!query.status || statusOf(session, clock()) === query.status),
          )
          .sort((a, b) => b.createdAt - a.createdAt);
        const data = takePage(matching, query).map(toJson);
        return query.paginated ? { data, total_count: matching.length } : data;
      }),
    )
    .post(
      handle((request) => {
        const body = readParameters(createSchema, request.body);
        const user = requireUserById(context, body.user_id);
        const { active_organization_id: organizationId } = body;
        // Before anything begins: nobody is signed in by a request that is refused.
        if (typeof organizationId === 'string') requireOwnOrganization(context, user, organizationId);
        const session = startSession(context, createClient(context), user, null);
        if (organizationId !== undefined) activateOrganization(context, session, user, organizationId);
        return toJson(session);
      }),
    );
  router.get(
    '/sessions/:id',
    handle((request) => toJson(findSession(request))),
  );
  router.post(
    '/sessions/:id/revoke',
    handle((request) => {
      const session = findSession(request);
      if (isLive(session, clock())) setStatus(session, 'revoked', clock());
      return toJson(session);
    }),
  );
  router.post(
    '/sessions/:id/refresh',
    handle((request) => {
      readParameters(refreshSchema, request.body);
      // This instance has given no refresh token to anybody; 401 makes Clerk's SDKs use the handshake instead.
      throw invalidAuthentication();
    }),
  );
  router.post(
    '/sessions/:id/tokens',
    handle(async (request) => {
      const session = findLiveSession(request);
      const { expires_in_seconds: lifeSeconds } = readParameters(tokenSchema, request.body ?? {});
      return tokenJson(await issueSessionToken(context, session, { lifeSeconds: lifeSeconds ?? undefined }));
    }),
  );
  router.post(
    '/sessions/:id/tokens/:template',
    handle(async (request) => {
      const session = findLiveSession(request);
      const { expires_in_seconds: lifeSeconds } = readParameters(tokenSchema, request.body ?? {});
      const template = String(request.params.template);
      return tokenJson(await signTemplateToken(context, session, template, lifeSeconds ?? undefined));
    }),
  );
}
