import type { Request } from 'express';
import { unsupportedContentType } from '../errors/catalogue.ts';

/** Throws 415 for a body of any other type, which would otherwise be dropped without a word. */
export function assertBodyType(request: Request, types: readonly string[]): void {
  const hasBody =
    Number(request.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in request.headers;
  if (!hasBody || request.is([...types])) return;
  throw unsupportedContentType(request.headers['content-type'] ?? '(none)', types.join(' or '));
}
