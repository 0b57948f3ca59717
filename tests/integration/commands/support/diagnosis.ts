import { expect, onTestFinished } from 'vitest';
import { type DiagnoseOptions, diagnose } from '../../../../src-api/commands/doctor/diagnose.ts';
import type { CheckName, Finding } from '../../../../src-api/commands/doctor/finding.ts';
import { createEmulator, type Emulator } from '../../../../src-emulator/create-emulator.ts';
import { type ClerkFixture, fixtureSecretKey, startClerkFixture } from '../../api/support/clerk-fixture.ts';

export const publishableKey = `pk_test_${btoa('clerk.fixture.example$')}`;
export const keys = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: fixtureSecretKey };

/** Where nothing listens. */
export const nobody = 'http://127.0.0.1:9';

/** A Clerk for the test that runs. */
export async function startClerk(): Promise<ClerkFixture> {
  const clerk = await startClerkFixture();
  onTestFinished(clerk.close);
  return clerk;
}

/** An emulator for the test that runs. */
export async function startEmulator(): Promise<Emulator> {
  const emulator = await createEmulator({ passwordCost: 4 });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** Leads what is asked of Clerk's two hosts to servers of ours. */
export const leadTo =
  (frontend: string, backend = frontend): DiagnoseOptions['fetch'] =>
  (url, init) =>
    fetch(
      url.replace('https://clerk.fixture.example', frontend).replace('https://api.clerk.com', backend),
      init,
    );

export type DiagnosisOptions = { environment?: Record<string, string> } & Partial<DiagnoseOptions>;

/** What doctor finds with these settings, by check; nothing of it shows a secret. */
export async function diagnoseWith({
  environment = {},
  ...options
}: DiagnosisOptions): Promise<(check: CheckName) => Finding> {
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
