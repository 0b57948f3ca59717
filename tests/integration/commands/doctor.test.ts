import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type DiagnoseOptions, diagnose } from '../../../src-api/commands/doctor/diagnose.ts';
import type { CheckName, Finding } from '../../../src-api/commands/doctor/finding.ts';
import { createEmulator } from '../../../src-emulator/create-emulator.ts';
import { createCertificate } from '../../support/certificate.ts';
import { runCommand } from '../../support/run-command.ts';
import {
  type ClerkFixture,
  createSigningKey,
  fixtureSecretKey,
  startClerkFixture,
} from '../api/support/clerk-fixture.ts';
import { useApi } from '../api/support/use-api.ts';

const publishableKey = `pk_test_${btoa('clerk.fixture.example$')}`;
const keys = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: fixtureSecretKey };

const fixtures: ClerkFixture[] = [];
afterEach(async () => {
  for (const fixture of fixtures.splice(0)) await fixture.close();
});
async function startClerk(): Promise<ClerkFixture> {
  const clerk = await startClerkFixture();
  fixtures.push(clerk);
  return clerk;
}

/** Leads what is asked of Clerk's two hosts to servers of ours. */
const leadTo =
  (frontend: string, backend = frontend): DiagnoseOptions['fetch'] =>
  (url, init) =>
    fetch(
      url.replace('https://clerk.fixture.example', frontend).replace('https://api.clerk.com', backend),
      init,
    );

type Options = { environment?: Record<string, string> } & Partial<DiagnoseOptions>;

async function diagnoseWith({
  environment = {},
  ...options
}: Options): Promise<(check: CheckName) => Finding> {
  const findings = await diagnose({
    source: { overrides: { FRONTDESK_PORT: '0' } },
    environment,
    readTextFile: () => '',
    nodeVersion: process.versions.node,
    fetch,
    now: Date.now,
    ...options,
  });
  expect(JSON.stringify(findings)).not.toContain('canary');
  return (check) => {
    const finding = findings.find((candidate) => candidate.check === check);
    if (!finding) throw new Error(`no finding about ${check}`);
    return finding;
  };
}

const nobody = 'http://127.0.0.1:9';

describe('doctor on a machine where all is well', () => {
  it('finds every check good with the keys of an instance', async () => {
    const clerk = await startClerk();
    const found = await diagnoseWith({ environment: keys, fetch: leadTo(clerk.url) });
    for (const check of [
      'node',
      'settings',
      'keys',
      'frontend-api',
      'backend-api',
      'key-set',
      'clock',
    ] as const)
      expect(found(check)).toMatchObject({ check, status: 'ok' });
    expect(found('keys').message).toContain('the test instance clerk.fixture.example');
    expect(found('port').status).toBe('ok');
  });

  it('finds every check good with a running emulator', async () => {
    const emulator = await createEmulator({ passwordCost: 4 });
    const found = await diagnoseWith({ environment: { FRONTDESK_EMULATOR_URL: emulator.url } });
    for (const check of ['emulator', 'frontend-api', 'backend-api', 'key-set', 'clock'] as const)
      expect(found(check)).toMatchObject({ check, status: 'ok' });
    await emulator.close();
  });
});

describe('doctor tells what is wrong with the keys', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a missing publishable key',
      { CLERK_SECRET_KEY: fixtureSecretKey },
      /CLERK_PUBLISHABLE_KEY: it is missing/,
    ],
    [
      'a secret key in place of the publishable one',
      { CLERK_PUBLISHABLE_KEY: fixtureSecretKey },
      /CLERK_PUBLISHABLE_KEY: it is a secret key/,
    ],
    [
      'a publishable key in place of the secret one',
      { ...keys, CLERK_SECRET_KEY: publishableKey },
      /CLERK_SECRET_KEY: it is a publishable key/,
    ],
    [
      'a live key on a test instance',
      { ...keys, CLERK_SECRET_KEY: 'sk_live_canary' },
      /it belongs to a live instance and CLERK_PUBLISHABLE_KEY to a test one/,
    ],
    ['an empty key file', { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY_FILE: 'x' }, /is empty/],
  ])('%s', async (_name, environment, message) => {
    const found = await diagnoseWith({ environment });
    expect(found('keys')).toMatchObject({ status: 'problem', message: expect.stringMatching(message) });
    expect(found('keys').remedy).toBeTruthy();
    expect(found('backend-api').status).toBe('skipped');
  });

  it('a missing secret key, which is a warning: tokens can be verified without', async () => {
    const clerk = await startClerk();
    const environment = { CLERK_PUBLISHABLE_KEY: publishableKey };
    const found = await diagnoseWith({ environment, fetch: leadTo(clerk.url) });
    expect(found('keys')).toMatchObject({
      status: 'warning',
      remedy: expect.stringContaining('CLERK_SECRET_KEY'),
    });
    expect(found('frontend-api').status).toBe('ok');
    expect(found('backend-api')).toMatchObject({ status: 'skipped', message: 'no secret key is set' });
  });

  it('a secret key that Clerk does not accept', async () => {
    const clerk = await startClerk();
    const environment = { ...keys, CLERK_SECRET_KEY: 'sk_test_replaced_canary' };
    const found = await diagnoseWith({ environment, fetch: leadTo(clerk.url) });
    expect(found('backend-api')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('it does not accept CLERK_SECRET_KEY'),
    });
  });

  it('keys of two instances, which share no signing key', async () => {
    const [one, other] = [await startClerk(), await startClerk()];
    other.keys.splice(0, 1, await createSigningKey('ins_other'));
    const found = await diagnoseWith({ environment: keys, fetch: leadTo(one.url, other.url) });
    expect(found('key-set')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('belong to different instances'),
    });
  });

  it('a CLERK_JWT_KEY of another instance', async () => {
    const clerk = await startClerk();
    const { pem } = await createSigningKey('ins_other');
    const environment = { ...keys, CLERK_JWT_KEY: pem };
    const found = await diagnoseWith({ environment, fetch: leadTo(clerk.url) });
    expect(found('key-set')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('CLERK_JWT_KEY is no signing key of this instance'),
    });
  });

  it('accepts a CLERK_JWT_KEY of this instance', async () => {
    const clerk = await startClerk();
    const environment = { ...keys, CLERK_JWT_KEY: clerk.keys[0]?.pem ?? '' };
    const found = await diagnoseWith({ environment, fetch: leadTo(clerk.url) });
    expect(found('key-set')).toMatchObject({ status: 'ok' });
  });
});

describe('doctor tells that Clerk cannot be used', () => {
  it('nothing listens', async () => {
    const gone = await startClerkFixture();
    await gone.close();
    const found = await diagnoseWith({ environment: keys, fetch: leadTo(gone.url) });
    for (const check of ['frontend-api', 'backend-api'] as const)
      expect(found(check)).toMatchObject({
        status: 'problem',
        message: expect.stringContaining('nothing listens there'),
      });
    expect(found('clock').status).toBe('skipped');
  });

  it('the Backend API hangs while the Frontend API answers', async () => {
    const clerk = await startClerk();
    clerk.setFault((path) => (path === '/v1/jwks' ? { kind: 'hang' } : undefined));
    const found = await diagnoseWith({ environment: keys, fetch: leadTo(clerk.url) });
    expect(found('frontend-api').status).toBe('ok');
    expect(found('backend-api').message).toContain('no answer came within 5 s');
  });

  it.each([
    [404, /as if the instance did not exist/],
    [503, /it answers 503/],
  ])('the Frontend API answers %i', async (status, message) => {
    const clerk = await startClerk();
    clerk.setFault((path) => (path === '/.well-known/jwks.json' ? { kind: 'status', status } : undefined));
    const found = await diagnoseWith({ environment: keys, fetch: leadTo(clerk.url) });
    expect(found('frontend-api')).toMatchObject({
      status: 'problem',
      message: expect.stringMatching(message),
    });
  });

  it('no emulator answers at the given address', async () => {
    const found = await diagnoseWith({ environment: { FRONTDESK_EMULATOR_URL: nobody } });
    expect(found('emulator')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining(`no Clerk emulator answers at ${nobody}`),
    });
  });
});

describe('doctor compares the clock with that of Clerk', () => {
  it.each([
    [3_600_000, 'problem', '1 h 0 min ahead of'],
    [-3_600_000, 'problem', '1 h 0 min behind'],
    [30_000, 'problem', 's ahead of'],
    [3_000, 'ok', 'agrees'],
    [-3_000, 'ok', 'agrees'],
  ])('%i ms off: %s', async (offset, status, message) => {
    const clerk = await startClerk();
    const now = () => Date.now() + offset;
    const found = await diagnoseWith({ environment: keys, fetch: leadTo(clerk.url), now });
    expect(found('clock')).toMatchObject({ status, message: expect.stringContaining(message) });
  });

  it('and with that of the emulator', async () => {
    const emulator = await createEmulator({ passwordCost: 4 });
    const environment = { FRONTDESK_EMULATOR_URL: emulator.url };
    const found = await diagnoseWith({ environment, now: () => Date.now() + 3_600_000 });
    expect(found('clock')).toMatchObject({ status: 'problem', remedy: expect.stringContaining('NTP') });
    await emulator.close();
  });
});

describe('doctor looks at the machine', () => {
  const running = useApi();
  const atPort = (port: number): Options => ({
    environment: { FRONTDESK_EMULATOR_URL: nobody },
    source: { overrides: { FRONTDESK_PORT: String(port) } },
  });

  it('a port that another program has is a problem', async () => {
    const other = createServer((_request, response) => void response.end('hello')).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const found = await diagnoseWith(atPort(port));
    expect(found('port')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining(`port ${port} of 127.0.0.1 is in use`),
      remedy: expect.stringContaining('--port'),
    });
    other.closeAllConnections();
    other.close();
  });

  it('a port that an API of ours has is a warning', async () => {
    const found = await diagnoseWith(atPort(running().api.port));
    expect(found('port')).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('a Frontdesk API listens'),
    });
  });

  it.each([
    ['18.20.0', 'problem'],
    ['20.18.9', 'problem'],
    ['20.19.0', 'ok'],
    ['26.0.0', 'ok'],
  ])('Node %s: %s', async (nodeVersion, status) => {
    const found = await diagnoseWith({ nodeVersion, environment: { FRONTDESK_EMULATOR_URL: nobody } });
    expect(found('node').status).toBe(status);
  });

  it('a misspelt setting is named with the nearest one, and nothing else is guessed', async () => {
    const found = await diagnoseWith({ environment: { FRONTDESK_PROT: '1' } });
    expect(found('settings')).toMatchObject({
      status: 'problem',
      remedy: expect.stringContaining('Did you mean FRONTDESK_PORT?'),
    });
    expect(found('clock').status).toBe('skipped');
  });
});

describe('doctor looks at the address', () => {
  const certificate = createCertificate(['api.example.com', 'localhost']);
  afterAll(certificate.remove);
  const withTls = (hosts: string, days = 0): Options => ({
    environment: {
      FRONTDESK_EMULATOR_URL: nobody,
      FRONTDESK_HOST: '0.0.0.0',
      FRONTDESK_ALLOWED_HOSTS: hosts,
      FRONTDESK_TLS_CERT_FILE: certificate.certFile,
      FRONTDESK_TLS_KEY_FILE: certificate.keyFile,
    },
    readTextFile: (path) => readFileSync(path, 'utf8'),
    now: () => Date.now() + days * 86_400_000,
  });

  it.each([
    ['api.example.com,localhost:8443', 0, 'ok', /valid for (29|30) days/],
    ['api.example.com', 20, 'warning', /expires in \d+ days/],
    ['api.example.com', 31, 'problem', /expired on/],
    ['api.example.com,other.example.com', 0, 'problem', /is not made for other\.example\.com/],
    ['192.168.1.5', 0, 'problem', /is not made for 192\.168\.1\.5/],
  ])('a certificate for api.example.com, hosts %s, %i days on: %s', async (hosts, days, status, message) => {
    const found = await diagnoseWith(withTls(hosts, days));
    expect(found('address')).toMatchObject({ status, message: expect.stringMatching(message) });
  });

  it('plain HTTP beyond loopback is a problem', async () => {
    const environment = { FRONTDESK_EMULATOR_URL: nobody, FRONTDESK_HOST: '0.0.0.0' };
    const found = await diagnoseWith({ environment });
    expect(found('address')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('plain HTTP'),
    });
  });
});

describe('the command doctor', () => {
  it('prints one line per check with what to do, and ends with 1 on a problem', async () => {
    const { exitCode, stdout, stderr } = await runCommand('api', ['doctor', '--port', '0'], {
      CLERK_PUBLISHABLE_KEY: publishableKey,
      CLERK_SECRET_KEY: 'sk_live_canary',
    });
    expect(stdout).toMatch(
      /^problem {2}keys {10}CLERK_SECRET_KEY: .*Take both keys from the same instance\.$/m,
    );
    expect(stdout.trim().split('\n')).toHaveLength(11);
    expect(stdout + stderr).not.toContain('canary');
    expect([exitCode, stderr]).toEqual([1, '']);
  });

  it('ends with 0 when there is no problem, starts an emulator of its own for that, and answers in JSON', async () => {
    const { exitCode, stdout } = await runCommand('api', ['doctor', '--port', '0', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      healthy: true,
      findings: expect.arrayContaining([expect.objectContaining({ check: 'emulator', status: 'ok' })]),
    });
    expect(exitCode).toBe(0);
  });
});
