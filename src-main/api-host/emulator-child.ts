import { existsSync } from 'node:fs';
import {
  createReadyLineReader,
  type EmulatorReady,
  emulatorReadySchema,
} from '../../src-contracts/ready-line.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import type { ChildProblem, ChildRun } from './supervisor.ts';
import { exitOf, forkChild } from './utility-process.ts';

const startLimitMilliseconds = 15_000;

const notStarted: ChildProblem = {
  setting: 'Clerk emulator',
  reason: 'it did not start',
  remedy: 'It is started again by itself; if that goes on, restart the application and look at its log.',
};

const notInBuild: ChildProblem = {
  setting: 'CLERK_PUBLISHABLE_KEY',
  reason: 'it is missing, and this build carries no Clerk emulator',
  remedy: 'Set the publishable key of your Clerk instance.',
  isFinal: true,
};

export type EmulatorChildOptions = { script: string; dataFolder: string; port: number };

/** Starts the Clerk emulator in a process of its own; it keeps its users and sessions in `dataFolder`. */
export function runEmulator({ script, dataFolder, port }: EmulatorChildOptions): ChildRun<EmulatorReady> {
  if (!existsSync(script))
    return { ready: Promise.resolve(failure(notInBuild)), exited: Promise.resolve(), stop: () => undefined };
  const child = forkChild({
    script,
    arguments: ['--port', String(port), '--data', dataFolder, '--quiet'],
    name: 'Frontdesk Clerk emulator',
  });
  const exited = exitOf(child);
  const ready = new Promise<Result<EmulatorReady, ChildProblem>>((resolve) => {
    const limit = setTimeout(() => resolve(failure(notStarted)), startLimitMilliseconds);
    const readLine = createReadyLineReader(emulatorReadySchema);
    child.stdout?.on('data', (chunk: Buffer) => {
      const line = readLine(chunk.toString('utf8'));
      if (!line) return;
      clearTimeout(limit);
      resolve(success(line));
    });
    void exited.then(() => {
      clearTimeout(limit);
      resolve(failure(notStarted));
    });
  });
  return { ready, exited, stop: () => void child.kill() };
}
