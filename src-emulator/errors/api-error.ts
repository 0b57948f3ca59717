/** One entry of `errors` in a Clerk error answer. */
export type ErrorDetail = {
  code: string;
  message: string;
  long_message: string;
  meta?: { param_name: string } | Record<string, unknown>;
};

/** Thrown by operations; the HTTP layer turns it into Clerk's error body with this status. */
export class ApiError extends Error {
  readonly status: number;
  readonly details: readonly ErrorDetail[];

  constructor(status: number, details: readonly ErrorDetail[]) {
    super(details[0]?.code ?? 'error');
    this.status = status;
    this.details = details;
  }
}

/** An error about one thing. `longMessage` is what Clerk's components show; it defaults to `message`. */
export function apiError(
  status: number,
  code: string,
  message: string,
  longMessage = message,
  meta?: ErrorDetail['meta'],
): ApiError {
  return new ApiError(status, [{ code, message, long_message: longMessage, ...(meta ? { meta } : {}) }]);
}

/** The same as 400, which is all that some operations answer to bad input. */
export const toBadRequest = (error: ApiError): ApiError =>
  error.status === 422 ? new ApiError(400, error.details) : error;

/** An error about one parameter, which Clerk's components show under the field of that name. */
export const parameterError = (
  parameter: string,
  code: string,
  message: string,
  longMessage = message,
): ApiError => apiError(422, code, message, longMessage, { param_name: parameter });
