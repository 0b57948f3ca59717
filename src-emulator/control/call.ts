import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';
import { replyError, replyJson } from '../http/reply.ts';
import { type Server, settle } from '../http/settle.ts';
import { readParameters } from '../wire/read-parameters.ts';

/** Turns an action into a handler that answers its result, after what it changed is kept. */
export type ControlHandle = (action: (request: Request) => Promise<unknown> | unknown) => RequestHandler;

export const createControlHandle =
  (server: Server): ControlHandle =>
  (action) =>
  async (request, response) => {
    const outcome = await settle(server, request.method !== 'GET', () => action(request));
    if (outcome.ok) replyJson(response, 200, outcome.value);
    else replyError(response, outcome.error);
  };

/** Reads a JSON body; none counts as `{}`. Throws a 400 that names each bad field and what it should be. */
export function readControlBody<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
): z.output<Schema> {
  try {
    return readParameters(schema, request.body ?? {});
  } catch (error) {
    throw error instanceof ApiError ? new ApiError(400, error.details) : error;
  }
}
