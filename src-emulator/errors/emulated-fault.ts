import { type ApiError, apiError } from './api-error.ts';

/** A failure that was asked for, with what Clerk says at 429 and 500. */
export function emulatedFault(status: number): ApiError {
  if (status === 429)
    return apiError(
      429,
      'too_many_requests',
      'Too many requests',
      'Too many requests. Please try again in a bit.',
    );
  if (status === 500)
    return apiError(
      500,
      'internal_clerk_error',
      'Oops, an unexpected error occurred',
      "There was an internal error on our servers. We've been notified and are working on fixing it.",
    );
  return apiError(
    status,
    status === 503 ? 'service_unavailable' : 'emulated_fault',
    'Emulated fault',
    `A fault rule of the emulator answers ${status}.`,
  );
}
