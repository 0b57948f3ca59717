import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { invalidAuthentication, resourceNotFound } from '../errors/catalogue.ts';
import { findClientByToken } from '../operations/clients.ts';
import { backendClientJson } from '../wire/client-json.ts';
import { readParameters } from '../wire/read-parameters.ts';
import type { BackendHandle } from './call.ts';
import { booleanField, pageFields, takePage } from './query.ts';

const listSchema = z.strictObject({ paginated: booleanField, ...pageFields });

const verifySchema = z.strictObject({ token: z.string().min(1) });

/** Installations of applications, newest first. */
export function addClientRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const { clients } = context.store;
  router.get(
    '/clients',
    handle((request) => {
      const query = readParameters(listSchema, request.query);
      const rows = [...clients.values()].reverse();
      const data = takePage(rows, query).map((client) => backendClientJson(context, client));
      return query.paginated ? { data, total_count: rows.length } : data;
    }),
  );
  router.post(
    '/clients/verify',
    handle(async (request) => {
      const { token } = readParameters(verifySchema, request.body);
      const client = await findClientByToken(context, token);
      if (!client) throw invalidAuthentication();
      return backendClientJson(context, client);
    }),
  );
  router.get(
    '/clients/:id',
    handle((request) => {
      const id = String(request.params.id);
      const client = clients.get(id);
      if (!client) throw resourceNotFound('client', id);
      return backendClientJson(context, client);
    }),
  );
}
