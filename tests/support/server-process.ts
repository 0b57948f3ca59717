import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { createReadyLineReader } from '../../src-contracts/ready-line.ts';

export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A built server: `npm test` builds before it runs the tests. */
export const bundlePath = (name: 'api' | 'emulator' | 'web') => join(projectFolder, 'out', name, 'index.js');

/** The environment of a process under test: ours without Clerk's and Frontdesk's settings, plus `extra`. */
export function cleanEnvironment(extra: Record<string, string>): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined && !/^(CLERK_|FRONTDESK_|NODE_ENV$)/.test(name)) environment[name] = value;
  return { ...environment, BROWSER: 'none', ...extra };
}

/** A built server that runs: what it said of itself, what it logged, and its process. */
export type ServerProcess<Ready> = {
  ready: Ready;
  log: () => string;
  child: ChildProcess;
  stop: () => Promise<void>;
};

/** Starts a built server and waits for its ready line. */
export async function startServer<Ready>(
  name: 'api' | 'emulator' | 'web',
  parameters: string[],
  schema: z.ZodType<Ready>,
  environment: Record<string, string> = {},
): Promise<ServerProcess<Ready>> {
  const child = spawn(process.execPath, [bundlePath(name), ...parameters], {
    env: cleanEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk;
  });
  const read = createReadyLineReader(schema);
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const line = read(chunk.toString());
      if (line) resolve(line);
      else log += chunk;
    });
    child.once('exit', (code) => reject(new Error(`${name} ended with exit code ${code}:\n${log}`)));
  });
  return { ready, child, log: () => log, stop: () => endProcess(child, 'SIGTERM') };
}

/** Ends a process and waits until it is gone. */
export function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
