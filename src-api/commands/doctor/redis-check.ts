import type { Secret } from '../../../src-contracts/secret.ts';
import { reasonOf } from '../../shared/redis-connection.ts';
import { type Finding, ok, problem } from './finding.ts';

const timeLimitMilliseconds = 3_000;
const probeKey = 'frontdesk:1:doctor:probe';

/**
 * Connects once, and writes a key that expires within a second: a Redis that is full, or a replica, answers pings too.
 * SECURITY S27: of the URL only host and port are told, since it may hold a password.
 */
export async function checkRedis(url: Secret): Promise<Finding> {
  const { hostname, port, protocol } = new URL(url.reveal());
  const place = `Redis at ${hostname}:${port || '6379'}`;
  const reason = await tryRedis(url);
  if (reason === undefined)
    return ok('redis', `${place} answers${protocol === 'rediss:' ? ' over TLS' : ''}, state is shared`);
  const { message, remedy } = explain(reason, protocol === 'rediss:');
  return problem('redis', `${place}: ${message}, so each instance would go on alone`, remedy);
}

/** A word that says why it does not work; `undefined` when it does. */
async function tryRedis(url: Secret): Promise<string | undefined> {
  const { createClient } = await import('../../shared/redis-client.ts');
  const client = createClient({
    url: url.reveal(),
    disableOfflineQueue: true,
    socket: { connectTimeout: timeLimitMilliseconds, reconnectStrategy: false },
  });
  client.on('error', () => undefined);
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('TIMEOUT'), timeLimitMilliseconds);
  });
  const attempt = async () => {
    await client.connect();
    await client.sendCommand(['SET', probeKey, '1', 'PX', '1000']);
    return undefined;
  };
  try {
    return await Promise.race([attempt().catch(reasonOf), limit]);
  } finally {
    clearTimeout(timer);
    if (client.isOpen) client.destroy();
  }
}

type Explanation = { message: string; remedy: string };

const reachable = 'Check host and port of REDIS_URL, that Redis runs, and the firewall in between.';
const credentials = 'Check user and password in REDIS_URL: redis://user:password@host:6379.';
const explanations = new Map<string, Explanation>([
  ['ECONNREFUSED', { message: 'nothing listens there', remedy: reachable }],
  ['ENOTFOUND', { message: 'its name is not known to the DNS', remedy: reachable }],
  ['EAI_AGAIN', { message: 'the DNS does not answer', remedy: reachable }],
  ['NOAUTH', { message: 'it asks for a password', remedy: credentials }],
  ['WRONGPASS', { message: 'it does not accept the user or the password', remedy: credentials }],
  [
    'NOPERM',
    { message: 'this user may not write', remedy: 'Allow its ACL user every command on frontdesk:* keys.' },
  ],
  [
    'READONLY',
    { message: 'it is a replica, which cannot be written', remedy: 'Name the primary in REDIS_URL.' },
  ],
  ['OOM', { message: 'its memory is full', remedy: 'Give it more, or maxmemory-policy allkeys-lru.' }],
  [
    'MISCONF',
    {
      message: 'it cannot save its data, and so refuses to be written',
      remedy: 'Free its disk, or turn saving off (save ""): nothing of ours has to be saved.',
    },
  ],
  [
    'ERR',
    {
      message: 'it answered with an error',
      remedy: 'See its log. A database that REDIS_URL names after the host, as in /1, has to exist.',
    },
  ],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    {
      message: 'its certificate is made for another host',
      remedy: 'Name in REDIS_URL a host that the certificate names.',
    },
  ],
  ['CERT_HAS_EXPIRED', { message: 'its certificate has expired', remedy: 'Renew it there.' }],
  ['LOADING', { message: 'it is still loading its data', remedy: 'Run doctor again in a moment.' }],
]);

function explain(reason: string, isTls: boolean): Explanation {
  const known = explanations.get(reason);
  if (known) return known;
  if (/CERT|SELF_SIGNED|ISSUER/.test(reason))
    return {
      message: `its certificate is not trusted (${reason})`,
      remedy: 'Set NODE_EXTRA_CA_CERTS to the certificate of its authority.',
    };
  if (/TIMEOUT|TimeoutError/i.test(reason))
    return {
      message: `no answer came within ${timeLimitMilliseconds / 1_000} s`,
      remedy: isTls
        ? `${reachable} A port without TLS wants redis://.`
        : `${reachable} A port with TLS wants rediss://.`,
    };
  return {
    message: `the connection failed (${reason})`,
    remedy: isTls ? 'A port without TLS wants redis://.' : 'A port with TLS wants rediss://.',
  };
}
