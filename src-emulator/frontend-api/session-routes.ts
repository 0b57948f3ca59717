import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { invalidActionForSession, invalidAuthentication, resourceNotFound } from '../errors/catalogue.ts';
import { signTemplateToken } from '../operations/jwt-templates.ts';
import { requireOrganizationFor } from '../operations/organization-members.ts';
import { activateOrganization, isPersonalAccountOff } from '../operations/organizations.ts';
import { issueSessionToken } from '../operations/session-tokens.ts';
import { isLive, recordActivity, setStatus } from '../operations/sessions.ts';
import { requireUserById } from '../operations/users.ts';
import type { Session } from '../state/records.ts';
import { readForm } from '../wire/read-parameters.ts';
import { sessionJson, tokenJson } from '../wire/session-json.ts';
import type { ClientCall, FrontendHandlers } from './call.ts';

/** An empty text is the personal account. */
const touchSchema = z.object({
  active_organization_id: z.string().max(128).optional(),
  intent: z.enum(['focus', 'select_session', 'select_org', '']).optional(),
});
const tokenSchema = z.object({ organization_id: z.string().max(128).optional() });

/** The sessions of a client: use, refresh, sign out. */
export function addSessionRoutes(
  router: Router,
  { forKnownClient }: FrontendHandlers,
  context: EmulatorContext,
): void {
  const { store, clock } = context;

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
      const { active_organization_id: organizationId } = readForm(touchSchema, call.request.body);
      if (organizationId !== undefined)
        activateOrganization(
          context,
          session,
          requireUserById(context, session.userId),
          organizationId || null,
        );
      call.client.lastActiveSessionId = session.id;
      return sessionJson(context, session);
    }),
  );
  router.post(
    '/client/sessions/:id/tokens',
    forKnownClient(async (call) => {
      const session = findLiveSession(call);
      const { organization_id: organizationId } = readForm(tokenSchema, call.request.body);
      if (organizationId) {
        const user = requireUserById(context, session.userId);
        requireOrganizationFor(context, organizationId, user);
      }
      const keepsOwn =
        organizationId === undefined || (organizationId === '' && isPersonalAccountOff(context));
      const options = keepsOwn ? {} : { organizationId: organizationId || null };
      return tokenJson(await issueSessionToken(context, session, options));
    }, 'bare'),
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
