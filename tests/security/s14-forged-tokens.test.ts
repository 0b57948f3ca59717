import { createSecretKey, KeyObject, sign } from 'node:crypto';
import { importSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { readProblem } from '../integration/api/support/api-under-test.ts';
import { type ClerkFixture, createSigningKey } from '../integration/api/support/clerk-fixture.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const hmac = async (clerk: ClerkFixture, secret: string, alg = 'HS256') => {
  const claims = JSON.parse(
    Buffer.from((await clerk.signToken()).split('.')[1] ?? '', 'base64url').toString(),
  );
  const kid = clerk.keys[0]?.kid ?? '';
  return new SignJWT(claims)
    .setProtectedHeader({ alg, kid, typ: 'JWT' })
    .sign(createSecretKey(Buffer.from(secret)));
};

const unsigned = async (clerk: ClerkFixture, header: object) => {
  const [, payload] = (await clerk.signToken()).split('.');
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.`;
};

/** Signed by the right key, with a longer hash than the one that Clerk uses. */
const signWith = async (clerk: ClerkFixture, alg: 'RS384' | 'RS512') => {
  const [key] = clerk.keys;
  if (!key) throw new Error('the fixture has no signing key');
  const [, payload] = (await clerk.signToken()).split('.');
  const header = Buffer.from(JSON.stringify({ alg, typ: 'JWT', kid: key.kid })).toString('base64url');
  const hash = alg.replace('RS', 'sha');
  const signature = sign(hash, Buffer.from(`${header}.${payload}`), KeyObject.from(key.privateKey));
  return `${header}.${payload}.${signature.toString('base64url')}`;
};

const otherKey = await createSigningKey('ins_first');
const pemOf = (clerk: ClerkFixture) => clerk.keys[0]?.pem ?? '';

const forgeries: [string, (clerk: ClerkFixture) => Promise<string>, string][] = [
  ['RS384 with the right key', (clerk) => signWith(clerk, 'RS384'), 'token-algorithm-not-allowed'],
  ['RS512 with the right key', (clerk) => signWith(clerk, 'RS512'), 'token-algorithm-not-allowed'],
  ['another key under the same id', (clerk) => clerk.signToken({}, {}, otherKey), 'token-signature-invalid'],
  [
    'another key under its own id',
    async (clerk) => clerk.signToken({}, {}, await createSigningKey('ins_evil')),
    'token-key-unknown',
  ],
  ['`none`', (clerk) => unsigned(clerk, { alg: 'none', typ: 'JWT', kid: 'ins_first' }), 'token-malformed'],
  [
    '`none` with a signature',
    async (clerk) => `${await unsigned(clerk, { alg: 'none', typ: 'JWT', kid: 'ins_first' })}AAAA`,
    'token-algorithm-not-allowed',
  ],
  [
    'an unsecured JWT of a library',
    async () => new UnsecuredJWT({ sub: 'user_ada', sid: 'sess_ada' }).encode(),
    'token-malformed',
  ],
  ['HS256 with the public key in PEM', (clerk) => hmac(clerk, pemOf(clerk)), 'token-algorithm-not-allowed'],
  [
    'HS256 with the public key, trimmed',
    (clerk) => hmac(clerk, pemOf(clerk).trim()),
    'token-algorithm-not-allowed',
  ],
  ['HS512 with the public key', (clerk) => hmac(clerk, pemOf(clerk), 'HS512'), 'token-algorithm-not-allowed'],
  [
    'RS256 in the header, HMAC in the signature',
    async (clerk) => {
      const [, payload, signature] = (await hmac(clerk, pemOf(clerk))).split('.');
      return `${(await clerk.signToken()).split('.')[0]}.${payload}.${signature}`;
    },
    'token-signature-invalid',
  ],
  [
    'a jku header',
    (clerk) => clerk.signToken({}, { jku: 'https://evil.example/jwks.json' }, otherKey),
    'token-malformed',
  ],
  ['a jwk header', (clerk) => clerk.signToken({}, { jwk: otherKey.publicJwk }, otherKey), 'token-malformed'],
  [
    'an x5u header',
    (clerk) => clerk.signToken({}, { x5u: 'https://evil.example/cert.pem' }, otherKey),
    'token-malformed',
  ],
  [
    'a jku header under the right key',
    (clerk) => clerk.signToken({}, { jku: `${clerk.url}/v1/jwks` }),
    'token-malformed',
  ],
  [
    'a crit header',
    (clerk) => clerk.signToken({}, { crit: ['urn:example:strange'], 'urn:example:strange': 1 }),
    'token-malformed',
  ],
  ['another type', (clerk) => clerk.signToken({}, { typ: 'at+jwt' }), 'token-malformed'],
  [
    'other claims under a good signature',
    async (clerk) => {
      const [header, payload, signature] = (await clerk.signToken()).split('.');
      const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
      const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'user_grace', sid: 'sess_grace' }));
      return `${header}.${changed.toString('base64url')}.${signature}`;
    },
    'token-signature-invalid',
  ],
  [
    'a token that was cut',
    async (clerk) => (await clerk.signToken()).slice(0, -42),
    'token-signature-invalid',
  ],
  [
    'a token without its signature',
    async (clerk) => (await clerk.signToken()).split('.').slice(0, 2).join('.'),
    'token-malformed',
  ],
  ['garbage', async () => 'garbage', 'token-malformed'],
  ['garbage in three parts', async () => 'gar.ba.ge', 'token-malformed'],
  ['10 kB', async () => `${'a'.repeat(3_400)}.${'b'.repeat(3_300)}.${'c'.repeat(3_300)}`, 'token-malformed'],
  ['nothing', async () => '', 'token-missing'],
];

describe('S14: forged tokens are refused', () => {
  const running = useApi();
  const fixed = useApi({ settings: (clerk) => ({ ...clerk.settings(), jwtKey: pemOf(clerk) }) });

  it.each(forgeries)('%s', async (_name, forge, code) => {
    const { api, clerk } = running();
    const response = await api.requestAs(await forge(clerk));
    const header = response.headers.get('www-authenticate');
    expect(response.status).toBe(401);
    expect(header).toMatch(
      code === 'token-missing' ? /^Bearer realm="frontdesk"$/ : /^Bearer .*error="invalid_token"/,
    );
    expect(await readProblem(response)).toMatchObject({ status: 401, code });
    expect(clerk.requests.filter((request) => !request.endsWith('/jwks'))).toEqual([]);
  });

  it.each(forgeries)('%s, with the key from the configuration', async (_name, forge, code) => {
    const { api, clerk } = fixed();
    const problem = await readProblem(await api.requestAs(await forge(clerk)));
    // With one configured key there is no key id to be unknown.
    const expected = code === 'token-key-unknown' ? 'token-signature-invalid' : code;
    expect(problem).toMatchObject({ status: 401, code: expected });
    expect(clerk.requests).toEqual([]);
  });

  it('a token that was accepted a moment ago proves nothing for another signature', async () => {
    for (const { api, clerk } of [running(), fixed()]) {
      const token = await clerk.signToken();
      expect((await api.requestAs(token)).status).toBe(200);
      const [header, payload] = token.split('.');
      const [, , other] = (await clerk.signToken({ sub: 'user_grace' })).split('.');
      const problem = await readProblem(await api.requestAs(`${header}.${payload}.${other}`));
      expect(problem.code).toBe('token-signature-invalid');
    }
  });

  it('and what they were forged from is accepted', async () => {
    for (const { api, clerk } of [running(), fixed()]) {
      await importSPKI(pemOf(clerk), 'RS256');
      expect((await api.requestAs(await clerk.signToken())).status).toBe(200);
    }
  });
});
