import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SetupProblem } from '../src-contracts/connection.ts';
import {
  createReadyLineReader,
  type EmulatorReady,
  emulatorReadySchema,
} from '../src-contracts/ready-line.ts';
import { failure, type Result, success } from '../src-contracts/result.ts';
import type { Logger } from './logger.ts';

export type EmulatorChild = {
  ready: EmulatorReady;
  /** Ends the child and starts no other; resolves when it is gone. */
  stop: () => Promise<void>;
};

export type EmulatorChildOptions = {
  /** The emulator's bundle; by default the one beside this bundle. */
  script?: URL;
  /** Folder in which users and sessions outlive restarts; in memory without one. */
  dataFolder?: string;
  /** Environment of the child. SECURITY S27: Clerk's keys are taken out of it. */
  environment: Record<string, string | undefined>;
  logger: Logger;
};

const startLimitMilliseconds = 10_000;
const shortestWaitMilliseconds = 500;
const longestWaitMilliseconds = 30_000;
/** A run this long counts as healthy: the next wait is the shortest again. */
const healthyMilliseconds = 60_000;

/**
 * Starts the local Clerk emulator and keeps it running: when it dies it starts again, with back-off, on the
 * same port.
 */
export async function startEmulatorChild(
  options: EmulatorChildOptions,
): Promise<Result<EmulatorChild, SetupProblem>> {
  const script = fileURLToPath(options.script ?? new URL('../emulator/index.js', import.meta.url));
  if (!existsSync(script)) return failure(notInBuild);

  let child = forkEmulator(script, 0, options);
  let startedAt = Date.now();
  const first = await waitUntilReady(child);
  if (!first.ok) return first;
  const ready = first.data;
  const port = Number(new URL(ready.url).port);

  let isStopped = false;
  let attempts = 0;
  let restartTimer: NodeJS.Timeout | undefined;

  function watch(): void {
    child.once('exit', () => {
      if (isStopped) return;
      if (Date.now() - startedAt > healthyMilliseconds) attempts = 0;
      const wait = Math.min(longestWaitMilliseconds, shortestWaitMilliseconds * 2 ** attempts);
      attempts += 1;
      options.logger.warn({ waitMilliseconds: wait }, 'the Clerk emulator ended; it is started again');
      restartTimer = setTimeout(() => void restart(), wait);
    });
  }

  async function restart(): Promise<void> {
    startedAt = Date.now();
    child = forkEmulator(script, port, options);
    watch();
    const again = await waitUntilReady(child);
    if (again.ok) options.logger.info({ emulator: ready.url }, 'the Clerk emulator listens again');
  }

  watch();
  return success({
    ready,
    async stop() {
      isStopped = true;
      clearTimeout(restartTimer);
      await end(child);
    },
  });
}

function forkEmulator(script: string, port: number, options: EmulatorChildOptions): ChildProcess {
  const { dataFolder, environment } = options;
  const data = dataFolder === undefined ? [] : ['--data', dataFolder];
  return fork(script, ['--port', String(port), '--quiet', ...data], {
    // Its own log goes to our stderr; its ready line comes through the pipe.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    execArgv: [],
    env: Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('CLERK_'))),
  });
}

async function waitUntilReady(child: ChildProcess): Promise<Result<EmulatorReady, SetupProblem>> {
  const readLine = createReadyLineReader(emulatorReadySchema);
  const outcome = await new Promise<Result<EmulatorReady, SetupProblem>>((resolve) => {
    const limit = setTimeout(() => resolve(failure(notReady)), startLimitMilliseconds);
    const settle = (result: Result<EmulatorReady, SetupProblem>) => {
      clearTimeout(limit);
      resolve(result);
    };
    child.stdout?.on('data', (chunk: Buffer) => {
      const line = readLine(chunk.toString('utf8'));
      if (line) settle(success(line));
    });
    child.once('exit', () => settle(failure(notReady)));
    child.once('error', () => settle(failure(notReady)));
  });
  if (!outcome.ok) await end(child);
  return outcome;
}

const stopLimitMilliseconds = 3_000;

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const cut = setTimeout(() => child.kill('SIGKILL'), stopLimitMilliseconds);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(cut);
}

const notInBuild: SetupProblem = {
  setting: 'CLERK_PUBLISHABLE_KEY',
  reason: 'it is missing, and this build carries no Clerk emulator',
  remedy: 'Set the publishable key of your Clerk instance.',
};

const notReady: SetupProblem = {
  setting: 'Clerk emulator',
  reason: 'it did not start',
  remedy: 'See its message above, or use a running one with FRONTDESK_EMULATOR_URL.',
};
