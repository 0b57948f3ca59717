// A Clerk that answers as fast as Node can, or after a given time: for benchmarks only.
// It stands at FRONTDESK_EMULATOR_URL for Frontdesk, and at CLERK_API_URL for the others.
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { sessionObject, userObject } from '../tests/support/clerk-objects.mjs';
import { writeReadyLine } from './ready-line.mjs';

const issuer = 'https://clerk.emulator.localhost';
const publishableKey = `pk_test_${btoa('clerk.emulator.localhost$')}`;
const secretKey = 'sk_test_benchmark';
const keyId = 'ins_benchmark';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });

const keySet = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' }] };
const encode = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = encode({ alg: 'RS256', typ: 'JWT', kid: keyId });
const created = Date.now();

let latencyMilliseconds = 0;
/** @type {Record<string, number>} Calls by kind since they were last asked for. */
let calls = {};

/** A token of the user and the session with this number, good for two hours. @param {number} number */
function signToken(number) {
  const now = Math.floor(Date.now() / 1_000);
  const signed = `${header}.${encode({
    azp: 'frontdesk://app',
    exp: now + 7_200,
    fva: [0, -1],
    iat: now,
    iss: issuer,
    nbf: now - 10,
    sid: `sess_2benchmark${number}`,
    sts: 'active',
    sub: `user_2benchmark${number}`,
    v: 2,
  })}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

const sessionOf = (/** @type {string} */ id) =>
  sessionObject(id, created, { client_id: 'client_2benchmark', user_id: id.replace('sess_', 'user_') });

/** @param {string} path @returns {[kind: string, body: object] | undefined} */
function resourceAt(path) {
  if (path === '/v1/jwks') return ['key sets', keySet];
  const [, kind, id] = /^\/v1\/(sessions|users)\/([^/]+)$/.exec(path) ?? [];
  if (kind === 'sessions' && id) return ['sessions', sessionOf(id)];
  if (kind === 'users' && id) return ['users', userObject(id, created)];
  return undefined;
}

/** What the benchmark itself asks for. @param {URL} url */
function controlAnswer(url) {
  if (url.pathname === '/_emulator')
    return { name: 'frontdesk-emulator', version: '0.0.0', url: origin(), publishableKey, secretKey, issuer };
  if (url.pathname === '/_tokens')
    return Array.from({ length: Number(url.searchParams.get('count')) }, (_, number) => signToken(number));
  if (url.pathname === '/_latency') latencyMilliseconds = Number(url.searchParams.get('milliseconds'));
  const counted = calls;
  calls = {};
  return counted;
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://clerk');
  const resource = resourceAt(url.pathname);
  const isControl = url.pathname.startsWith('/_');
  const body = JSON.stringify(isControl ? controlAnswer(url) : resource?.[1]);
  const answer = () =>
    response.writeHead(body ? 200 : 404, { 'Content-Type': 'application/json' }).end(body ?? '{"errors":[]}');
  if (resource) calls[resource[0]] = (calls[resource[0]] ?? 0) + 1;
  if (isControl || latencyMilliseconds === 0) answer();
  else setTimeout(answer, latencyMilliseconds);
});
server.keepAliveTimeout = 60_000;

const origin = () => {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
};

server.listen(0, '127.0.0.1', () => writeReadyLine(server, { publishableKey, secretKey }));
