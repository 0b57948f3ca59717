import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { EmulatorContext } from '../context.ts';
import { invalidSecretKey } from '../errors/catalogue.ts';
import { asDescribed } from '../errors/described-refusals.ts';
import { assertBodyType } from '../http/body-type.ts';
import { replyError, replyJson } from '../http/reply.ts';
import { type Server, settle } from '../http/settle.ts';

/**
 * Turns an action into a handler that answers its result bare, as the Backend API does. `status` is that of a
 * success: 200, unless it says otherwise.
 */
export type BackendHandle = (
  action: (request: Request) => Promise<unknown> | unknown,
  status?: number,
  bodyType?: 'application/json' | 'multipart/form-data',
) => RequestHandler;

export const createBackendHandle =
  (server: Server): BackendHandle =>
  (action, status = 200, bodyType = 'application/json') =>
  async (request, response) => {
    const outcome = await settle(server, request.method !== 'GET', () => {
      assertBodyType(request, [bodyType]);
      return action(request);
    });
    if (outcome.ok) replyJson(response, status, outcome.value);
    else replyError(response, asDescribed('Backend', request, outcome.error));
  };

const digest = (text: string) => createHash('sha256').update(text).digest();

/** SECURITY S47: compared in constant time, although this key is public. */
export const hasSecretKey = ({ instance }: EmulatorContext, request: Request): boolean =>
  timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${instance.secretKey}`));

export const requireSecretKey =
  (context: EmulatorContext): RequestHandler =>
  (request, response, next) => {
    if (hasSecretKey(context, request)) return next();
    replyError(response, invalidSecretKey());
  };
