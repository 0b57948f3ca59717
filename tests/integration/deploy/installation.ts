import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ApiReady, apiReadySchema, createReadyLineReader } from '../../../src-contracts/ready-line.ts';
import { bundlePath, endProcess, projectFolder } from '../../support/server-process.ts';

export const readDeployFile = (path: string): string =>
  readFileSync(join(projectFolder, 'deploy', path), 'utf8');

export const publishableKey = `pk_live_${Buffer.from('clerk.example.com$').toString('base64')}`;

/** A folder that holds what an installation holds: the files of the API, a secret key, a configuration. */
export function createInstallation(configFile: string) {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-deploy-'));
  copyFileSync(bundlePath('api'), join(folder, 'frontdesk-api.mjs'));
  copyFileSync(join(dirname(bundlePath('api')), 'redis-client.mjs'), join(folder, 'redis-client.mjs'));
  copyFileSync(join(projectFolder, 'deploy/container/healthcheck.mjs'), join(folder, 'healthcheck.mjs'));
  writeFileSync(join(folder, 'clerk-secret-key'), 'sk_live_of_nobody\n', { mode: 0o600 });
  // The key of the example is replaced, as its guide says.
  const config = readDeployFile(configFile).replace('pk_live_replace_me', publishableKey);
  writeFileSync(join(folder, 'api.json'), config);
  const children: ChildProcess[] = [];

  /** Runs `node` with nothing in its environment but `environment`. */
  const run = (parameters: string[], environment: Record<string, string>) => {
    const child = spawn(process.execPath, parameters, { env: environment, cwd: folder });
    children.push(child);
    return child;
  };

  return {
    /** `path` as an installation has it, led to this folder. */
    pathOf: (path: string): string => join(folder, path.split('/').at(-1) ?? ''),
    /** Starts a server and waits for its ready line. */
    start(parameters: string[], environment: Record<string, string>): Promise<ApiReady> {
      const child = run(parameters, environment);
      const read = createReadyLineReader(apiReadySchema);
      let log = '';
      child.stderr.on('data', (chunk: Buffer) => {
        log += chunk;
      });
      return new Promise((resolve, reject) => {
        child.stdout.on('data', (chunk: Buffer) => {
          const ready = read(chunk.toString());
          if (ready) resolve(ready);
        });
        child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${log}`)));
      });
    },
    /** The exit code and the messages of a program that ends by itself. */
    finish(parameters: string[], environment: Record<string, string>) {
      const child = run(parameters, environment);
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk;
      });
      return new Promise<{ exitCode: number | null; stderr: string }>((resolve) =>
        child.once('close', (exitCode) => resolve({ exitCode, stderr })),
      );
    },
    async remove(): Promise<void> {
      for (const child of children) await endProcess(child, 'SIGTERM');
      rmSync(folder, { recursive: true });
    },
  };
}

/** GET at 127.0.0.1 with a `Host` of its own, as probes and proxies send it. */
export const ask = (port: number, path: string, host: string): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject);
  });
