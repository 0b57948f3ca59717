import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';
import { invalidSecretKey } from '../errors/catalogue.ts';
import { invalidMachineKey, toMachineError } from '../errors/machine-errors.ts';
import { replyError } from '../http/reply.ts';
import type { Server } from '../http/settle.ts';
import { findMachineByKey } from '../operations/machines.ts';
import type { Machine } from '../state/platform-records.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { hasSecretKey } from './call.ts';

const machinesByRequest = new WeakMap<Request, Machine>();

/** The machine that asks; `undefined` for a backend with the instance's key. */
export const machineOf = (request: Request): Machine | undefined => machinesByRequest.get(request);

/** Throws 401 when no machine asks. */
export function requireMachineOf(request: Request): Machine {
  const machine = machineOf(request);
  if (!machine) throw invalidMachineKey();
  return machine;
}

/**
 * Lets pass who has the instance's secret key or, where `mayBeMachine`, that of a machine. SECURITY S47: web pages
 * could know the key as everybody does, so what comes from one is refused.
 */
export const requireMachineKey =
  ({ context }: Server, mayBeMachine: boolean): RequestHandler =>
  (request, response, next) => {
    const key = request.headers.authorization?.replace(/^Bearer /i, '') ?? '';
    const machine = mayBeMachine ? findMachineByKey(context, key) : undefined;
    if (machine) machinesByRequest.set(request, machine);
    if (request.headers.origin === undefined && (machine || hasSecretKey(context, request))) return next();
    replyError(response, invalidSecretKey());
  };

/** Reads a body or a query; what is bad is answered as these routes do, with 400. */
export function readMachineParameters<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  try {
    return readParameters(schema, input ?? {});
  } catch (error) {
    throw error instanceof ApiError ? toMachineError(error) : error;
  }
}
