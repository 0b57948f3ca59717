import type { Request, Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import {
  createApiKey,
  listApiKeys,
  requireApiKey,
  revokeApiKey,
  verifyApiKey,
} from '../operations/api-keys.ts';
import type { ApiKey } from '../state/platform-records.ts';
import { timeAfter } from '../state/times.ts';
import { apiKeyJson } from '../wire/machine-json.ts';
import { deletedJson } from '../wire/user-json.ts';
import {
  apiKeyListSchema,
  createApiKeySchema,
  revokeApiKeySchema,
  updateApiKeySchema,
  verifyApiKeySchema,
} from './api-key-bodies.ts';
import type { BackendHandle } from './call.ts';
import { readMachineParameters } from './machine-call.ts';
import { takePage } from './query.ts';

/** Keys that users, organisations and machines give to programs. */
export function addApiKeyRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const { clock } = context;
  const toJson = (key: ApiKey) => apiKeyJson(key, clock());
  const find = (request: Request) => requireApiKey(context, String(request.params.id));

  router
    .route('/api_keys')
    .post(
      handle((request) => {
        const body = readMachineParameters(createApiKeySchema, request.body);
        const { created_by: createdBy, seconds_until_expiration: lifeSeconds, ...fields } = body;
        const key = createApiKey(context, { ...fields, createdBy, lifeSeconds });
        return { ...toJson(key), secret: key.secret };
      }),
    )
    .get(
      handle((request) => {
        const query = readMachineParameters(apiKeyListSchema, request.query);
        const rows = listApiKeys(context, { ...query, includeInvalid: query.include_invalid ?? false });
        return { data: takePage(rows, query).map(toJson), total_count: rows.length };
      }),
    );
  router.post(
    '/api_keys/verify',
    handle((request) =>
      toJson(verifyApiKey(context, readMachineParameters(verifyApiKeySchema, request.body).secret)),
    ),
  );
  router
    .route('/api_keys/:id')
    .get(handle((request) => toJson(find(request))))
    .patch(
      handle((request) => {
        const body = readMachineParameters(updateApiKeySchema, request.body);
        const key = requireApiKey(context, String(request.params.id), body.subject);
        const { seconds_until_expiration: lifeSeconds } = body;
        if (body.description !== undefined) key.description = body.description;
        if (body.claims !== undefined) key.claims = body.claims;
        if (body.scopes !== undefined) key.scopes = body.scopes;
        if (lifeSeconds !== undefined)
          key.expireAt = lifeSeconds === null ? null : timeAfter(clock(), lifeSeconds);
        key.updatedAt = clock();
        return toJson(key);
      }),
    )
    .delete(
      handle((request) => {
        const key = find(request);
        const { apiKeys } = context.store.platform;
        apiKeys.splice(apiKeys.indexOf(key), 1);
        return deletedJson('api_key', key.id);
      }),
    );
  router.get(
    '/api_keys/:id/secret',
    handle((request) => ({ secret: find(request).secret })),
  );
  router.post(
    '/api_keys/:id/revoke',
    handle((request) => {
      const key = find(request);
      const { revocation_reason: reason } = readMachineParameters(revokeApiKeySchema, request.body);
      revokeApiKey(context, key, reason);
      return toJson(key);
    }),
  );
}
