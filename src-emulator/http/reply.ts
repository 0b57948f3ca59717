import type { Response } from 'express';
import type { ApiError } from '../errors/api-error.ts';
import { createTraceId } from '../state/identifiers.ts';

/**
 * Answers JSON. The content type is exactly `application/json`: with a charset appended, as Express would,
 * @clerk/backend takes the body for plain text.
 */
export function replyJson(response: Response, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(body));
}

/** Answers an error in Clerk's shape. `meta` carries the client, when the request had one. */
export function replyError(response: Response, error: ApiError, meta?: Record<string, unknown>): void {
  replyJson(response, error.status, {
    errors: error.details,
    ...(meta ? { meta } : {}),
    clerk_trace_id: createTraceId(),
  });
}

/** Answers a page with forms that are sent back to the emulator. */
export function replyPage(response: Response, status: number, html: string, policy: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Security-Policy', policy);
  // With `no-referrer` the forms' Origin would be `null`.
  response.setHeader('Referrer-Policy', 'same-origin');
  response.end(html);
}
