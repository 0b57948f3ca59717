import { spawn } from 'node:child_process';
import { bundlePath, cleanEnvironment } from './server-process.ts';

export type CommandOutcome = { exitCode: number | null; stdout: string; stderr: string };

/** Runs a built program that ends by itself, with `input` on its standard input. */
export function runCommand(
  name: 'api' | 'emulator' | 'web',
  parameters: string[],
  environment: Record<string, string> = {},
  input = '',
): Promise<CommandOutcome> {
  const child = spawn(process.execPath, [bundlePath(name), ...parameters], {
    env: cleanEnvironment(environment),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  // A program that does not read its input may have closed it.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) => child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr })));
}
