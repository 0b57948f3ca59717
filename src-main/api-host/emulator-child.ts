import { existsSync } from 'node:fs';
import {
  createReadyLineReader,
  type EmulatorReady,
  emulatorReadySchema,
} from '../../src-contracts/ready-line.ts';
import { failure, success } from '../../src-contracts/result.ts';
import type { ChildProblem, ChildRun } from './supervisor.ts';
import { forkChild, watchChild } from './utility-process.ts';

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
  return watchChild<EmulatorReady>(child, 'Clerk emulator', (settle) => {
    const readLine = createReadyLineReader(emulatorReadySchema);
    child.stdout?.on('data', (chunk: Buffer) => {
      const line = readLine(chunk.toString('utf8'));
      if (line) settle(success(line));
    });
  });
}
