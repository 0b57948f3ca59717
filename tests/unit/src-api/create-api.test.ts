import { describe, expect, it } from 'vitest';
import { createApi } from '../../../src-api/create-api.ts';
import { createLogger } from '../../../src-api/logger.ts';

const apiWith = (trustedProxies?: string[]) =>
  createApi({
    clerk: { connection: 'public', publishableKey: 'pk_test_x', issuer: 'https://clerk.example.com' },
    authorizedParties: ['frontdesk://app'],
    requireAuthorizedParty: false,
    ...(trustedProxies ? { trustedProxies } : {}),
    logger: createLogger('silent'),
    version: '0.1.0',
    now: () => 0,
  });

describe('trusted proxies', () => {
  it.each([
    [undefined, '127.0.0.1', false],
    [['10.0.0.0/8'], '10.1.2.3', true],
    [['10.0.0.0/8'], '127.0.0.1', false],
    [['10.0.0.0/8', '::1'], '::1', true],
    [['10.0.0.0/8'], '11.0.0.1', false],
  ])('with %j, X-Forwarded-For of %s counts: %s', (proxies, address, isTrusted) => {
    const trusts: unknown = apiWith(proxies).app.get('trust proxy fn');
    expect(typeof trusts === 'function' && trusts(address, 0)).toBe(isTrusted);
  });
});
