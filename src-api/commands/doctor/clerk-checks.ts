import type { ClerkSettings } from '../../../src-contracts/clerk-settings.ts';
import { readKeySet } from '../../clerk/public-key.ts';
import { type Finding, ok, problem, skipped, warning } from './finding.ts';
import { type Fetch, type Probe, probe } from './probe.ts';

export type ClerkCheckOptions = {
  clerk: ClerkSettings;
  fetch: Fetch;
  /** Milliseconds since the epoch. */
  now: () => number;
};

/** Asks the Frontend API and, with a secret key, the Backend API, once each. */
export async function checkClerk(options: ClerkCheckOptions): Promise<Finding[]> {
  const { clerk } = options;
  const frontendUrl = clerk.connection === 'emulator' ? clerk.apiUrl : clerk.issuer;
  const [frontend, backend] = await Promise.all([
    probe(`${frontendUrl}/.well-known/jwks.json`, {}, options),
    clerk.connection === 'public'
      ? undefined
      : probe(`${clerk.apiUrl}/v1/jwks`, { Authorization: `Bearer ${clerk.secretKey}` }, options),
  ]);
  return [
    checkFrontendApi(frontendUrl, frontend),
    clerk.connection === 'public' || backend === undefined
      ? skipped('backend-api', 'no secret key is set')
      : checkBackendApi(clerk.apiUrl, backend),
    checkKeySet(clerk, frontend, backend),
    checkClock([frontend, backend]),
  ];
}

const checkNetwork = 'Check the network, a proxy or firewall in between, and https://status.clerk.com';

function checkFrontendApi(url: string, answer: Probe): Finding {
  const finding = (message: string, remedy: string) =>
    problem('frontend-api', `the Frontend API at ${url}: ${message}`, remedy);
  if (!answer.answered) return finding(answer.reason, `${checkNetwork}.`);
  const { status } = answer;
  if (status === 200) return ok('frontend-api', `${url} answers`);
  if (status >= 500 || status === 429) return finding(`it answers ${status}`, `${checkNetwork}.`);
  return finding(
    `it answers ${status}, as if the instance did not exist`,
    'Copy CLERK_PUBLISHABLE_KEY again from the API keys page of your instance.',
  );
}

function checkBackendApi(url: string, answer: Probe): Finding {
  const finding = (message: string, remedy: string) =>
    problem('backend-api', `the Backend API at ${url}: ${message}`, remedy);
  if (!answer.answered) return finding(answer.reason, `${checkNetwork}.`);
  const { status } = answer;
  if (status === 200) return ok('backend-api', `${url} answers and accepts the secret key`);
  if (status === 401 || status === 403)
    return finding(
      'it does not accept CLERK_SECRET_KEY',
      'The key was deleted or replaced: copy it again from the API keys page of your instance.',
    );
  if (status === 429)
    return warning('backend-api', `${url} is asked too often`, 'Run doctor again in a minute.');
  return finding(`it answers ${status}`, `${checkNetwork}.`);
}

function checkKeySet(clerk: ClerkSettings, frontend: Probe, backend: Probe | undefined): Finding {
  const publicKeys = readKeysOf(frontend);
  const backendKeys = readKeysOf(backend);
  const keys = backendKeys ?? publicKeys;
  if (!keys) return skipped('key-set', 'no signing keys came from Clerk, see above');

  if (publicKeys && backendKeys && ![...publicKeys.keys()].some((id) => backendKeys.has(id)))
    return problem(
      'key-set',
      'CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY belong to different instances: they share no signing key',
      'Take both keys from the same instance.',
    );
  if ('jwtKey' in clerk && clerk.jwtKey !== undefined && ![...keys.values()].includes(clerk.jwtKey))
    return problem(
      'key-set',
      'CLERK_JWT_KEY is no signing key of this instance, so every token is refused',
      'Copy the JWKS public key again from the API keys page, or unset CLERK_JWT_KEY.',
    );
  return ok('key-set', `${keys.size} signing ${keys.size === 1 ? 'key' : 'keys'}`);
}

const readKeysOf = (answer: Probe | undefined): Map<string, string> | undefined =>
  answer?.answered && answer.status === 200 ? readKeySet(answer.body) : undefined;

/** What token verification allows for, docs/reference/configuration.md. */
const allowedMilliseconds = 5_000;

function checkClock(answers: (Probe | undefined)[]): Finding {
  const differences = answers.flatMap((answer) =>
    answer?.answered && answer.clockAhead !== undefined ? [answer.clockAhead] : [],
  );
  const [first] = differences;
  if (first === undefined) return skipped('clock', 'no answer to compare it with');
  const ahead = differences.reduce((a, b) => (Math.abs(a) <= Math.abs(b) ? a : b), first);
  if (Math.abs(ahead) <= allowedMilliseconds) return ok('clock', 'agrees with that of Clerk');
  return problem(
    'clock',
    `the clock of this machine is ${describeDuration(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'} Clerk's`,
    'Set it, and keep it right with NTP (timedatectl set-ntp true): tokens live for a minute only.',
  );
}

function describeDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
