import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../support/run-command.ts';
import { createSigningKey, startClerkFixture } from '../api/support/clerk-fixture.ts';
import { ada, useEmulatedApi } from '../api/support/emulated-clerk.ts';

const folder = mkdtempSync(join(tmpdir(), 'frontdesk-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('verify-token with an emulator', () => {
  const running = useEmulatedApi();
  const verify = (token: string, flags: string[] = []) =>
    runCommand(
      'api',
      ['verify-token', ...flags],
      { FRONTDESK_EMULATOR_URL: running().emulator.url },
      `${token}\n`,
    );

  it('accepts the token of an active session, from standard input, and tells what it says', async () => {
    const { clerk } = running();
    const { sessionId, getToken } = await clerk.signIn(ada, 'frontdesk://app');
    const token = await getToken();
    const { exitCode, stdout, stderr } = await verify(token);
    expect(stdout).toContain(`session           ${sessionId} (active at Clerk)`);
    expect(stdout).toContain('authorised party  frontdesk://app');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).not.toContain(token);
  });

  it('reads the token from a file and answers in JSON', async () => {
    const { clerk } = running();
    const sessionId = await clerk.createSession(ada);
    const file = join(folder, 'token');
    writeFileSync(file, await clerk.mintToken(sessionId));
    const { exitCode, stdout } = await verify('', ['--json', '--token-file', file]);
    expect(JSON.parse(stdout)).toMatchObject({ accepted: true, sessionId, authorizedParty: null });
    expect(exitCode).toBe(0);
  });

  it('refuses the token of a session that has ended, although its signature is right', async () => {
    const { clerk } = running();
    const sessionId = await clerk.createSession(ada);
    const token = await clerk.mintToken(sessionId);
    await clerk.askBackendApi(`/sessions/${sessionId}/revoke`, { method: 'POST', body: '{}' });
    const { exitCode, stdout } = await verify(token);
    expect(stdout).toMatch(/^refused: session-not-active: /);
    expect(exitCode).toBe(1);
  });

  it('refuses the token of a page that is no authorised party', async () => {
    const { getToken } = await running().clerk.signIn(ada, 'https://evil.example');
    expect((await verify(await getToken())).stdout).toMatch(/^refused: token-party-mismatch: /);
  });

  it.each([
    ['nothing', '', /^refused: token-missing: /],
    ['what is no token', 'not a token\r\nX-Header: 1', /^refused: token-malformed: /],
    ['what is far too long', 'x'.repeat(100_000), /^refused: token-malformed: /],
  ])('refuses %s', async (_name, token, line) => {
    const { exitCode, stdout, stderr } = await verify(token);
    expect(stdout).toMatch(line);
    expect([exitCode, stderr]).toEqual([1, '']);
  });
});

describe('verify-token with keys', () => {
  it('verifies with the public key alone, and says that the session was not checked', async () => {
    const clerk = await startClerkFixture();
    const environment = {
      CLERK_PUBLISHABLE_KEY: clerk.settings().publishableKey,
      CLERK_JWT_KEY: clerk.keys[0]?.pem ?? '',
    };
    const good = await runCommand('api', ['verify-token'], environment, await clerk.signToken());
    expect(good.stdout).toContain('sess_ada (not checked: no secret key is set)');
    expect(good.exitCode).toBe(0);
    const forged = await clerk.signToken({}, {}, await createSigningKey('ins_first'));
    const bad = await runCommand('api', ['verify-token', '--json'], environment, forged);
    expect(JSON.parse(bad.stdout)).toMatchObject({ accepted: false, code: 'token-signature-invalid' });
    expect(bad.exitCode).toBe(1);
    await clerk.close();
  });

  it.each([
    ['http://127.0.0.1:8069', {}, 0],
    ['https://localhost:8443', { FRONTDESK_PORT: '8443', FRONTDESK_TLS_CERT_FILE: 'cert.pem' }, 0],
    ['http://localhost:8443', { FRONTDESK_PORT: '8443', FRONTDESK_TLS_CERT_FILE: 'cert.pem' }, 1],
    ['http://127.0.0.1:8069', { FRONTDESK_HOST: '0.0.0.0' }, 1],
    ['http://127.0.0.1:8069', { FRONTDESK_AUTHORIZED_PARTIES: 'https://app.example.com' }, 1],
  ])('judges a token for %s as the API with the settings %j would', async (azp, settings, exitCode) => {
    const clerk = await startClerkFixture();
    const environment = {
      CLERK_PUBLISHABLE_KEY: clerk.settings().publishableKey,
      CLERK_JWT_KEY: clerk.keys[0]?.pem ?? '',
      ...settings,
    };
    const outcome = await runCommand('api', ['verify-token'], environment, await clerk.signToken({ azp }));
    expect(outcome).toMatchObject({ exitCode, stderr: '' });
    await clerk.close();
  });

  it.each([
    [['verify-token'], /CLERK_PUBLISHABLE_KEY: it is missing/],
    [['verify-token', '--token-file', '/no/such/file'], /--token-file: the file cannot be read/],
    [['verify-token', 'eyJ.CANARY.x'], /every program of this machine can see a token/],
  ])('tells in one line what is wrong with %j', async (parameters, line) => {
    const { exitCode, stdout, stderr } = await runCommand('api', parameters, {}, 'x.y.z');
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain('CANARY');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect([exitCode, stdout]).toEqual([1, '']);
  });
});
