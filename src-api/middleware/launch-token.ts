import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { launchTokenHeader } from '../../src-contracts/brand.ts';
import { ProblemError } from '../errors/problem-error.ts';

/** The one route that says nothing but that the process lives. */
export const livenessPath = '/healthz';

/** SECURITY S05: an embedded API answers only the window that was given this launch's token. */
export function createLaunchTokenCheck(launchToken: string): RequestHandler {
  const expected = digest(launchToken);
  return (request, _response, next) => {
    if (request.path === livenessPath) return next();
    const given = request.get(launchTokenHeader);
    if (given === undefined) throw new ProblemError('launch-token-missing');
    if (!timingSafeEqual(digest(given), expected)) throw new ProblemError('launch-token-invalid');
    next();
  };
}

/** Digests have one length, so that the comparison takes one time whatever was sent. */
const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
