import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { launchTokenHeader } from '../../src-contracts/brand.ts';
import type { RequestCheck } from './loopback-guard.ts';

/** The one route that says nothing but that the process lives. */
export const livenessPath = '/healthz';

/** SECURITY S05: an embedded API answers only the window that was given this launch's token. */
export function createLaunchTokenCheck(launchToken: string): RequestCheck {
  const expected = digest(launchToken);
  return (request) => {
    if (pathOf(request) === livenessPath) return undefined;
    const given = request.headersDistinct[launchTokenHeader]?.join(', ');
    if (given === undefined) return 'launch-token-missing';
    return timingSafeEqual(digest(given), expected) ? undefined : 'launch-token-invalid';
  };
}

/** Digests have one length, so that the comparison takes one time whatever was sent. */
const digest = (value: string): Buffer => hash('sha256', value, 'buffer');

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0] ?? '';
