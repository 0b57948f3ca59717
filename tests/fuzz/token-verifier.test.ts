import { createPrivateKey, createSign, type KeyObject } from 'node:crypto';
import { verifyToken } from '@clerk/backend';
import { TokenVerificationError } from '@clerk/backend/errors';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { digestOf } from '../../src-api/clerk/bearer-token.ts';
import { readPemKey } from '../../src-api/clerk/public-key.ts';
import { createFixedSigningKey } from '../../src-api/clerk/signing-keys.ts';
import { createTokenVerifier } from '../../src-api/clerk/token-verifier.ts';
import { createSigningKey, fixtureIssuer, fixtureOrigin } from '../integration/api/support/clerk-fixture.ts';
import { rejectedProblemCode } from '../unit/src-api/support/problem-code.ts';

const noon = Date.UTC(2026, 10, 23, 12) / 1_000;
const authorizedParties = [fixtureOrigin, 'https://app.example.com'];

const [own, foreign] = await Promise.all([createSigningKey('ins_1'), createSigningKey('ins_1')]);
const toKeyObject = async (key: typeof own): Promise<KeyObject> =>
  createPrivateKey({
    key: Buffer.from(await crypto.subtle.exportKey('pkcs8', key.privateKey)),
    format: 'der',
    type: 'pkcs8',
  });
const privateKeys = { own: await toKeyObject(own), foreign: await toKeyObject(foreign) };
const jwtKey = readPemKey(own.pem) ?? '';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

type Generated = {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  signer: keyof typeof privateKeys;
  hash: 'sha256' | 'sha512';
  damage: 'none' | 'payload' | 'signature' | 'cut';
  /** Seconds after noon at which the token is used, one after the other. */
  uses: number[];
};

function write({ header, claims, signer, hash, damage }: Generated): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  const signature = createSign(hash).update(signed).sign(privateKeys[signer], 'base64url');
  if (damage === 'payload') return `${encode(header)}.${encode({ ...claims, extra: 1 })}.${signature}`;
  if (damage === 'signature')
    return `${signed}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  return damage === 'cut' ? `${signed}.${signature.slice(0, -4)}` : `${signed}.${signature}`;
}

/** Around the limits, to fractions of a second, and what no date can hold. */
const secondsAround = (offset: number) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: -12, max: 12 }).map((distance) => noon + offset + distance) },
    { weight: 2, arbitrary: fc.double({ min: -12, max: 12, noNaN: true }).map((d) => noon + offset + d) },
  );
const notSeconds: fc.Arbitrary<unknown> = fc.constantFrom(
  undefined,
  null,
  '9999999999',
  -1,
  1e15,
  1e300,
  true,
);
const mostly = <Value>(usual: fc.Arbitrary<Value>, odd: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd });

const claimsArbitrary = fc.record({
  iss: mostly(
    fc.constant(fixtureIssuer),
    fc.constantFrom(`${fixtureIssuer}/`, 'https://evil.example', 5, undefined),
  ),
  sub: mostly(fc.constantFrom('user_ada', 'user_grace'), fc.constantFrom('', 7, null, undefined)),
  sid: mostly(fc.constantFrom('sess_ada', 'sess_grace'), fc.constantFrom('', 7, undefined)),
  azp: mostly(
    fc.constantFrom(...authorizedParties),
    fc.constantFrom(undefined, '', null, 'https://evil.example', `${fixtureOrigin}/`, [fixtureOrigin]),
  ),
  sts: mostly(fc.constantFrom('active', undefined), fc.constantFrom('pending', 'dormant', null)),
  exp: mostly(secondsAround(10), notSeconds),
  nbf: mostly(fc.oneof(fc.constant(undefined), secondsAround(-6)), notSeconds),
  iat: mostly(secondsAround(-6), notSeconds),
});
const headerArbitrary = fc.record({
  alg: mostly(fc.constant('RS256'), fc.constantFrom('RS512', 'RS384', 'HS256', 'none', undefined)),
  kid: mostly(fc.constant('ins_1'), fc.constantFrom(undefined, '', 5)),
  typ: mostly(fc.constant('JWT'), fc.constantFrom(undefined, 'at+jwt', null)),
  jku: mostly(fc.constant(undefined), fc.constant('https://evil.example/jwks.json')),
  cat: mostly(fc.constant(undefined), fc.constantFrom('cl_B7d4PD111AAA', 'cl_B7d4PD222AAA')),
});
const tokenArbitrary: fc.Arbitrary<Generated> = fc.record({
  header: headerArbitrary,
  claims: claimsArbitrary,
  signer: fc.constantFrom('own', 'own', 'own', 'own', 'own', 'own', 'own', 'foreign'),
  hash: fc.constantFrom('sha256', 'sha256', 'sha256', 'sha256', 'sha256', 'sha256', 'sha256', 'sha512'),
  damage: fc.constantFrom('none', 'none', 'none', 'none', 'none', 'none', 'payload', 'signature', 'cut'),
  uses: fc.array(fc.double({ min: -15, max: 30, noNaN: true }), { minLength: 2, maxLength: 3 }),
});

/** What is asked of a session token beyond @clerk/backend's checks, written down without our code. */
const meetsOurRules = ({ header, claims }: Generated, requireParty: boolean): boolean =>
  header.alg === 'RS256' &&
  typeof header.kid === 'string' &&
  header.kid !== '' &&
  (header.typ === 'JWT' || header.typ === undefined) &&
  header.jku === undefined &&
  claims.sub !== '' &&
  typeof claims.sid === 'string' &&
  claims.sid !== '' &&
  (claims.sts === 'active' || claims.sts === undefined) &&
  [claims.iat, claims.exp].every((time) => typeof time === 'number' && time >= 0 && time <= 8.64e12) &&
  (requireParty || claims.azp !== null);

/** @clerk/backend's verdict: `accepted`, or the reason it gives. */
async function askClerkBackend(token: string, { claims }: Generated, requireParty: boolean): Promise<string> {
  const isPartyAsked = requireParty || claims.azp !== undefined;
  try {
    await verifyToken(token, {
      jwtKey,
      issuer: fixtureIssuer,
      clockSkewInMs: 5_000,
      ...(isPartyAsked ? { authorizedParties } : {}),
    });
    return 'accepted';
  } catch (error) {
    return error instanceof TokenVerificationError ? error.reason : 'refused';
  }
}

describe('tokens get the verdict that @clerk/backend gives, on first and on later use', () => {
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['azp required', true],
    ['azp optional', false],
  ])(
    '%s',
    async (_name, requireAuthorizedParty) => {
      const tokens = createTokenVerifier(createFixedSigningKey(jwtKey), {
        issuer: fixtureIssuer,
        authorizedParties,
        requireAuthorizedParty,
      });
      const seen = new Map<string, number>();
      const property = fc.asyncProperty(tokenArbitrary, async (generated) => {
        const token = write(generated);
        for (const seconds of generated.uses) {
          vi.useFakeTimers({ toFake: ['Date'], now: Math.round((noon + seconds) * 1_000) });
          const reference = await askClerkBackend(token, generated, requireAuthorizedParty);
          const expected = reference === 'accepted' && meetsOurRules(generated, requireAuthorizedParty);
          const header = `Bearer ${token}`;
          const recalled = await rejectedProblemCode((async () => tokens.recall(digestOf(header)))());
          const problem = await rejectedProblemCode(tokens.verify([header]));
          // What is recalled is refused for the same reason; a token that was never accepted is not recalled at all.
          if (recalled !== undefined) expect(recalled).toBe(problem);
          expect(problem === undefined, `${reference}, ${problem}`).toBe(expected);
          if (reference === 'token-expired' && meetsOurRules(generated, requireAuthorizedParty))
            expect(problem).toBe('token-expired');
          seen.set(problem ?? 'accepted', (seen.get(problem ?? 'accepted') ?? 0) + 1);
        }
      });
      await fc.assert(property, { numRuns: 2_000 });
      // Neither side may agree by refusing everything.
      for (const verdict of ['accepted', 'token-expired', 'token-not-yet-valid', 'token-signature-invalid'])
        expect(seen.get(verdict) ?? 0, verdict).toBeGreaterThan(20);
    },
    120_000,
  );
});
