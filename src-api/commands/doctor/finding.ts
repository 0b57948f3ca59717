import type { SetupProblem } from '../../../src-contracts/connection.ts';

/** The checks in the order in which they are told. */
export type CheckName =
  | 'node'
  | 'settings'
  | 'address'
  | 'keys'
  | 'emulator'
  | 'frontend-api'
  | 'backend-api'
  | 'key-set'
  | 'clock'
  | 'redis'
  | 'port';

/**
 * What a check found. A `warning` works, but perhaps not as meant; `skipped` says why nothing could be found.
 */
export type Finding = {
  check: CheckName;
  status: 'ok' | 'warning' | 'problem' | 'skipped';
  message: string;
  /** What to do, with a warning or a problem. */
  remedy?: string;
};

export const ok = (check: CheckName, message: string): Finding => ({ check, status: 'ok', message });
export const skipped = (check: CheckName, message: string): Finding => ({
  check,
  status: 'skipped',
  message,
});
export const warning = (check: CheckName, message: string, remedy: string): Finding => ({
  check,
  status: 'warning',
  message,
  remedy,
});
export const problem = (check: CheckName, message: string, remedy: string): Finding => ({
  check,
  status: 'problem',
  message,
  remedy,
});

export const setupProblem = (check: CheckName, { setting, reason, remedy }: SetupProblem): Finding =>
  problem(check, `${setting}: ${reason}`, remedy);

/** One line per finding, for a terminal. */
export function describeFindings(findings: Finding[]): string {
  const line = ({ check, status, message, remedy }: Finding) =>
    `${status.padEnd(9)}${check.padEnd(14)}${message}${remedy === undefined ? '' : `. ${remedy}`}\n`;
  return findings.map(line).join('');
}

export const isHealthy = (findings: Finding[]): boolean =>
  findings.every(({ status }) => status !== 'problem');
