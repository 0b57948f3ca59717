import express, { type Request, type RequestHandler, type Router } from 'express';
import {
  apiKeyListSchema,
  createApiKeySchema,
  revokeApiKeySchema,
  updateApiKeySchema,
} from '../backend-api/api-key-bodies.ts';
import { readMachineParameters } from '../backend-api/machine-call.ts';
import { takePage } from '../backend-api/query.ts';
import { apiError } from '../errors/api-error.ts';
import { invalidAuthentication, resourceNotFound } from '../errors/catalogue.ts';
import { replyError, replyJson } from '../http/reply.ts';
import { type Server, settle } from '../http/settle.ts';
import { createApiKey, listApiKeys, requireApiKey, revokeApiKey } from '../operations/api-keys.ts';
import { findClientByToken } from '../operations/clients.ts';
import { requireOrganizationFor } from '../operations/organization-members.ts';
import { findActiveSession, isLive } from '../operations/sessions.ts';
import { requireUserById } from '../operations/users.ts';
import type { ApiKey } from '../state/platform-records.ts';
import type { User } from '../state/records.ts';
import { apiKeyJson } from '../wire/machine-json.ts';
import { allowAnyOrigin } from './cross-origin.ts';
import { overrideMethod } from './method-override.ts';

/** What a key may do, and in whose name it was made, is for the Backend API to say. */
const createOwnSchema = createApiKeySchema.omit({ claims: true, scopes: true, created_by: true });
const updateOwnSchema = updateApiKeySchema.pick({ description: true });

/** The API keys of who is signed in, as clerk-js manages them: JSON, with the session token for authorisation. */
export function createUserApiKeyRouter(server: Server): Router {
  const { context } = server;
  const { clock } = context;
  const router = express.Router();
  router.use(allowAnyOrigin, overrideMethod, express.json({ limit: '1mb' }));

  const handle =
    (action: (request: Request, user: User) => unknown, status = 200): RequestHandler =>
    async (request, response) => {
      const outcome = await settle(server, request.method !== 'GET', async () => {
        const user = await findCaller(request);
        if (!context.store.settings.userApiKeys) throw apiKeysDisabled();
        return action(request, user);
      });
      if (outcome.ok) replyJson(response, status, outcome.value);
      else replyError(response, outcome.error);
    };

  /** By the session token, or by the client token where a native application's hooks put that in its place. */
  async function findCaller(request: Request): Promise<User> {
    const token = request.headers.authorization?.replace(/^Bearer /i, '') ?? '';
    const claims = await context.tokens.readClaims(token, clock());
    const client = await findClientByToken(context, token);
    const session = client
      ? findActiveSession(context, client)
      : context.store.sessions.get(String(claims?.sid));
    if (!session || !isLive(session, clock())) throw invalidAuthentication();
    return requireUserById(context, session.userId);
  }

  /** One's own, or those of an organisation in which one's role allows it. */
  const assertMay = (action: 'read' | 'manage', subject: string, user: User) => {
    if (subject === user.id) return;
    if (!subject.startsWith('org_')) throw resourceNotFound('API key subject', subject);
    requireOrganizationFor(context, subject, user, `org:sys_api_keys:${action}`);
  };
  const toJson = (key: ApiKey) => apiKeyJson(key, clock());

  router
    .route('/')
    .get(
      handle((request, user) => {
        const query = readMachineParameters(apiKeyListSchema, withoutClerksOwn(request.query));
        assertMay('read', query.subject, user);
        const rows = listApiKeys(context, { ...query, includeInvalid: query.include_invalid ?? false });
        return { data: takePage(rows, query).map(toJson), total_count: rows.length };
      }),
    )
    .post(
      handle((request, user) => {
        const body = readMachineParameters(createOwnSchema, request.body);
        assertMay('manage', body.subject, user);
        const { seconds_until_expiration: lifeSeconds, ...fields } = body;
        const own = { claims: null, scopes: [], createdBy: user.id };
        const key = createApiKey(context, { ...fields, ...own, lifeSeconds });
        return { ...toJson(key), secret: key.secret };
      }, 201),
    );
  router.patch(
    '/:id',
    handle((request, user) => {
      const key = requireApiKey(context, String(request.params.id));
      assertMay('manage', key.subject, user);
      const { description } = readMachineParameters(updateOwnSchema, request.body);
      if (description !== undefined) key.description = description;
      key.updatedAt = clock();
      return toJson(key);
    }),
  );
  router.post(
    '/:id/revoke',
    handle((request, user) => {
      const key = requireApiKey(context, String(request.params.id));
      assertMay('manage', key.subject, user);
      const { revocation_reason: reason } = readMachineParameters(revokeApiKeySchema, request.body);
      revokeApiKey(context, key, reason);
      return toJson(key);
    }),
  );
  return router;
}

/** clerk-js adds its version, the session and the like to each query; all begin with an underscore. */
const withoutClerksOwn = (query: Request['query']) =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !name.startsWith('_')));

const apiKeysDisabled = () =>
  apiError(
    403,
    'api_keys_not_enabled',
    'API keys are not enabled',
    'API keys for users are not enabled for this instance.',
  );
