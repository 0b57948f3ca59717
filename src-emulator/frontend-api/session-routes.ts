import type { Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { invalidActionForSession, invalidAuthentication, resourceNotFound } from '../errors/catalogue.ts';
import { signTemplateToken } from '../operations/jwt-templates.ts';
import { isLive, recordActivity, setStatus } from '../operations/sessions.ts';
import type { Session } from '../state/records.ts';
import { sessionJson, tokenJson } from '../wire/session-json.ts';
import type { ClientCall, FrontendHandlers } from './call.ts';

/** The sessions of a client: use, refresh, sign out. */
export function addSessionRoutes(
  router: Router,
  { forKnownClient }: FrontendHandlers,
  context: EmulatorContext,
): void {
  const { store, tokens, clock } = context;

  const findSession = ({ request, client }: ClientCall): Session => {
    const id = String(request.params.id);
    const session = store.sessions.get(id);
    if (session?.clientId !== client.id || session.status === 'removed')
      throw resourceNotFound('session', id);
    return session;
  };

  /** 401 makes clerk-js fetch the client again, and so notice that the session is over. */
  const findLiveSession = (call: ClientCall): Session => {
    const session = store.sessions.get(String(call.request.params.id));
    if (session?.clientId !== call.client.id || !isLive(session, clock())) throw invalidAuthentication();
    recordActivity(context, session);
    return session;
  };

  router.get(
    '/client/sessions/:id',
    forKnownClient((call) => sessionJson(context, findSession(call))),
  );
  router.post(
    '/client/sessions/:id/touch',
    forKnownClient((call) => {
      const session = findLiveSession(call);
      call.client.lastActiveSessionId = session.id;
      return sessionJson(context, session);
    }),
  );
  router.post(
    '/client/sessions/:id/tokens',
    forKnownClient(
      async (call) => tokenJson(await tokens.signSessionToken(findLiveSession(call), clock())),
      'bare',
    ),
  );
  router.post(
    '/client/sessions/:id/tokens/:template',
    forKnownClient(async (call) => {
      const template = String(call.request.params.template);
      return tokenJson(await signTemplateToken(context, findLiveSession(call), template));
    }, 'bare'),
  );
  router.post(
    '/client/sessions/:id/end',
    forKnownClient((call) => {
      const session = findSession(call);
      if (!isLive(session, clock())) throw invalidActionForSession('end', session.id);
      setStatus(session, 'ended', clock());
      return sessionJson(context, session);
    }),
  );
  router.post(
    '/client/sessions/:id/remove',
    forKnownClient((call) => {
      const session = findSession(call);
      if (isLive(session, clock())) setStatus(session, 'removed', clock());
      return sessionJson(context, session);
    }),
  );
}
