import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { ClerkSettings } from '../../../../src-contracts/clerk-settings.ts';
import { sessionObject, userObject } from '../../../support/clerk-objects.mjs';

/** One way in which this Clerk misbehaves. */
export type Fault =
  | { kind: 'status'; status: number; retryAfter?: number }
  | { kind: 'hang' }
  | { kind: 'slow'; milliseconds: number }
  | { kind: 'cut' }
  | { kind: 'charset' }
  | { kind: 'body'; status: number; body: object };

export type SigningKey = { kid: string; privateKey: CryptoKey; publicJwk: JWK; pem: string };

export const fixtureSecretKey = 'sk_test_fixture_canary_6b1f2c';
export const fixtureIssuer = 'https://clerk.fixture.example';
const fixturePublishableKey = `pk_test_${btoa('clerk.fixture.example$')}`;
export const fixtureOrigin = 'frontdesk://app';

export async function createSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' };
  return { kid, privateKey, publicJwk, pem: await exportSPKI(publicKey) };
}

/**
 * A Clerk whose every answer a test decides: signing keys, sessions, users and faults. It is for what the
 * emulator does not do on request (forged tokens, broken answers); flows are tested with the emulator.
 */
export async function startClerkFixture() {
  const keys = [await createSigningKey('ins_first')];
  const sessions = new Map<string, { userId: string; status: string }>();
  const users = new Map<string, Record<string, unknown>>();
  const requests: string[] = [];
  const unanswered = new Set<ServerResponse>();
  let fault: ((path: string) => Fault | undefined) | undefined;

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://fixture').pathname;
    requests.push(`${request.method} ${path}`);
    unanswered.add(response);
    response.once('close', () => unanswered.delete(response));
    const current = fault?.(path);
    const isPublic = path === '/.well-known/jwks.json';
    const isAllowed = isPublic || request.headers.authorization === `Bearer ${fixtureSecretKey}`;
    if (current?.kind === 'slow') setTimeout(answer, current.milliseconds);
    else if (current) misbehave(current, response, request);
    else answer();

    function answer(): void {
      if (!isAllowed) reply(response, 401, clerkError('authentication_invalid'));
      else {
        const body = resourceAt(request.method, new URL(request.url ?? '/', 'http://fixture'));
        if (body) reply(response, 200, body);
        else reply(response, 404, clerkError('resource_not_found'));
      }
    }
  });

  function resourceAt(method: string | undefined, url: URL): object | undefined {
    const path = url.pathname;
    if (path === '/.well-known/jwks.json' || path === '/v1/jwks')
      return { keys: keys.map(({ publicJwk }) => publicJwk) };
    if (path === '/v1/sessions') return listSessions(url.searchParams);
    const [, sessionId, action] = /^\/v1\/sessions\/([^/]+)(\/revoke)?$/.exec(path) ?? [];
    const session = sessions.get(sessionId ?? '');
    if (!sessionId || !session) return users.get(/^\/v1\/users\/([^/]+)$/.exec(path)?.[1] ?? '');
    if (method === 'POST' && action) session.status = 'revoked';
    return sessionJson(sessionId, session);
  }

  function listSessions(filter: URLSearchParams): object {
    const data = [...sessions]
      .filter(([, { userId, status }]) => userId === filter.get('user_id') && status === filter.get('status'))
      .map(([id, session]) => sessionJson(id, session));
    return { data, total_count: data.length };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    keys,
    sessions,
    users,
    /** `METHOD /path` of every request, oldest first. */
    requests,
    /** Requests whose connection is open and that have no answer yet. */
    countUnanswered: () => unanswered.size,
    settings: (): Extract<ClerkSettings, { connection: 'instance' }> => ({
      connection: 'instance',
      publishableKey: fixturePublishableKey,
      secretKey: fixtureSecretKey,
      apiUrl: url,
      issuer: fixtureIssuer,
    }),
    /** Adds a user with one active session. */
    addUser(userId: string, sessionId: string, fields: Record<string, unknown> = {}): void {
      users.set(userId, userJson(userId, fields));
      sessions.set(sessionId, { userId, status: 'active' });
    },
    /**
     * What happens from now on to each request, by path; `undefined` from the function means that it is
     * answered.
     */
    setFault(next: typeof fault): void {
      fault = next;
    },
    /** A session token as Clerk makes it; `claims` and `header` replace or (with undefined) take away. */
    signToken: (
      claims: Record<string, unknown> = {},
      header: Record<string, unknown> = {},
      key: { privateKey: CryptoKey | Uint8Array; kid: string } | undefined = keys[0],
    ): Promise<string> => {
      if (!key) throw new Error('the fixture has no signing key');
      return signSessionToken(claims, header, key);
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type ClerkFixture = Awaited<ReturnType<typeof startClerkFixture>>;

function signSessionToken(
  claims: Record<string, unknown>,
  header: Record<string, unknown>,
  key: { privateKey: CryptoKey | Uint8Array; kid: string },
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const payload = {
    iss: fixtureIssuer,
    sub: 'user_ada',
    sid: 'sess_ada',
    azp: fixtureOrigin,
    iat: now,
    nbf: now - 10,
    exp: now + 60,
    sts: 'active',
    v: 2,
    ...claims,
  };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...header })
    .sign(key.privateKey, { crit: { 'urn:example:strange': false } });
}

function misbehave(fault: Fault, response: ServerResponse, request: IncomingMessage): void {
  if (fault.kind === 'cut') request.socket.destroy();
  if (fault.kind === 'charset') {
    response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
    response.end('{"object":"user"}');
  }
  if (fault.kind === 'body') reply(response, fault.status, fault.body);
  if (fault.kind === 'status') {
    if (fault.retryAfter !== undefined) response.setHeader('Retry-After', fault.retryAfter);
    reply(response, fault.status, clerkError('fault'));
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

const clerkError = (code: string) => ({
  errors: [{ code, message: code, long_message: code }],
  clerk_trace_id: 'trace_fixture',
});

const fixtureTime = Date.UTC(2026, 10, 23);

const sessionJson = (id: string, { userId, status }: { userId: string; status: string }) =>
  sessionObject(id, fixtureTime, { client_id: 'client_fixture', user_id: userId, status });

const userJson = (id: string, fields: Record<string, unknown>) =>
  userObject(id, fixtureTime, {
    public_metadata: { plan: 'PUBLIC-METADATA-CANARY' },
    private_metadata: { note: 'PRIVATE-METADATA-CANARY' },
    ...fields,
  });
