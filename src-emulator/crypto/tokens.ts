import { createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { exportJWK, importPKCS8, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { InstanceIdentity } from '../instance.ts';
import { createTraceId } from '../state/identifiers.ts';
import type { Client, Session, SigningKey } from '../state/records.ts';

const algorithm = 'RS256';

const ticketClaimsSchema = z.object({
  /** What kind of record the ticket is of. */
  st: z.enum(['sign_in_token', 'actor_token', 'invitation', 'organization_invitation', 'testing_token']),
  /** Id of that record. */
  sid: z.string(),
  /** Where its link leads. */
  rurl: z.string().optional(),
  /** Seconds since the epoch. */
  exp: z.number(),
});
export type TicketClaims = z.infer<typeof ticketClaimsSchema>;
const sessionTokenSeconds = 60;
/** Verifiers whose clock is a little behind must still accept a new token. */
const notBeforeSlackSeconds = 10;

export async function createSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { kid, privateKey };
}

export type Tokens = {
  /** Public key as SubjectPublicKeyInfo PEM, for `CLERK_JWT_KEY`. */
  readonly jwtKey: string;
  readonly jwks: { keys: JWK[] };
  /** Session token (https://clerk.com/docs/backend-requests/resources/session-tokens), version 2. */
  signSessionToken(
    session: Session,
    now: number,
    lifeSeconds?: number,
    claims?: Record<string, unknown>,
  ): Promise<string>;
  /** Any other token; `header` adds to, or replaces, what is in the header. */
  signClaims(claims: JWTPayload, header?: Record<string, string>): Promise<string>;
  /** What a token of this instance says, unless it has expired by `now`; `undefined` for any other. */
  readClaims(token: string, now: number): Promise<JWTPayload | undefined>;
  signClientToken(client: Client): Promise<string>;
  /** A ticket, which the link of an invitation carries. It tells its own expiry; whether that is over is for others. */
  signTicket(claims: TicketClaims): Promise<string>;
  /** What a ticket says; `undefined` when this instance has not signed it. */
  readTicket(ticket: string): Promise<TicketClaims | undefined>;
  /** What a client token says; `undefined` when this instance has not signed it. */
  readClientToken(token: string): Promise<{ id: string; rotatingToken: string } | undefined>;
};

export async function createTokens(
  signingKey: SigningKey,
  { id, issuer }: Pick<InstanceIdentity, 'id' | 'issuer'>,
): Promise<Tokens> {
  const { kid } = signingKey;
  const privateKey = await importPKCS8(signingKey.privateKey, algorithm);
  const publicKey = createPublicKey(signingKey.privateKey);
  const header = { alg: algorithm, typ: 'JWT', kid };
  const publicJwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: algorithm };

  // Every Frontend API answer carries the token, and for one client it never changes.
  const clientTokens = new WeakMap<Client, Promise<string>>();

  return {
    jwtKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    jwks: { keys: [publicJwk] },
    signSessionToken(session, now, lifeSeconds = sessionTokenSeconds, claims = {}) {
      const issuedAt = Math.floor(now / 1000);
      return new SignJWT({
        ...claims,
        // Clerk leaves `azp` out when the Frontend API request had no Origin.
        ...(session.origin ? { azp: session.origin } : {}),
        ...(session.actor ? { act: session.actor } : {}),
        exp: issuedAt + lifeSeconds,
        fva: factorVerificationAge(session, now),
        iat: issuedAt,
        iss: issuer,
        jti: createTraceId().slice(0, 20),
        nbf: issuedAt - notBeforeSlackSeconds,
        sid: session.id,
        sts: session.tasks.length > 0 ? 'pending' : 'active',
        sub: session.userId,
        v: 2,
      })
        .setProtectedHeader(header)
        .sign(privateKey);
    },
    signClaims: (claims, extra) =>
      new SignJWT(claims).setProtectedHeader({ ...header, ...extra }).sign(privateKey),
    async readClaims(token, now) {
      try {
        const options = { algorithms: [algorithm], currentDate: new Date(now) };
        return (await jwtVerify(token, publicKey, options)).payload;
      } catch {
        return undefined;
      }
    },
    signClientToken(client) {
      const known = clientTokens.get(client);
      if (known) return known;
      const token = new SignJWT({ id: client.id, rotating_token: client.rotatingToken })
        .setProtectedHeader(header)
        .sign(privateKey);
      clientTokens.set(client, token);
      return token;
    },
    signTicket: (claims) => new SignJWT({ ...claims, iid: id }).setProtectedHeader(header).sign(privateKey),
    async readTicket(ticket) {
      try {
        // The emulator's clock decides on the expiry, so the library must not.
        const { payload } = await jwtVerify(ticket, publicKey, {
          algorithms: [algorithm],
          currentDate: new Date(0),
        });
        return ticketClaimsSchema.safeParse(payload).data;
      } catch {
        return undefined;
      }
    },
    async readClientToken(token) {
      try {
        const { payload } = await jwtVerify(token, publicKey, { algorithms: [algorithm] });
        const { id, rotating_token: rotatingToken } = payload;
        return typeof id === 'string' && typeof rotatingToken === 'string'
          ? { id, rotatingToken }
          : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** Minutes since the first and the second factor were verified; -1 for a factor that never was. */
export const factorVerificationAge = (session: Session, now: number): [number, number] => [
  minutesSince(session.firstFactorVerifiedAt, now),
  session.secondFactorVerifiedAt === null ? -1 : minutesSince(session.secondFactorVerifiedAt, now),
];

const minutesSince = (then: number, now: number): number => Math.max(0, Math.floor((now - then) / 60_000));
