import { ApiError, apiError } from './api-error.ts';

/** Errors of the routes for machines, which Clerk answers in another style than the rest of its Backend API. */

export const badRequest = (longMessage: string) => apiError(400, 'bad_request', 'Bad Request', longMessage);

/** The bad parameters of a request, as these routes report them. */
export const toMachineError = (error: ApiError): ApiError =>
  new ApiError(
    400,
    error.details.map(({ long_message, meta }) => ({
      code: 'bad_request',
      message: 'Bad Request',
      long_message:
        meta && 'param_name' in meta ? `Invalid '${meta.param_name}': ${long_message}` : long_message,
    })),
  );

export const invalidMachineKey = () =>
  apiError(
    401,
    'machine_secret_key_invalid',
    'Invalid machine secret key',
    'The machine secret key is invalid, or the request needs one.',
  );

export const notOfThisMachine = () =>
  apiError(403, 'forbidden', 'Forbidden', 'A machine sees its own tokens only.');

export const conflict = (longMessage: string) => apiError(409, 'conflict', 'Conflict', longMessage);
