import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './port.ts';
import { endProcess } from './server-process.ts';

const startMilliseconds = 10_000;

/** A real Redis of the test's own on a free port, which can be killed, started again, stopped and continued. */
export async function startRedis(parametersOf: (free: { port: number }) => string[] = () => []) {
  const port = await findFreePort();
  // A replica that is killed leaves a file where it runs.
  const folder = join(tmpdir(), `frontdesk-redis-${process.pid}-${port}`);
  const parameters = ['--port', String(port), ...parametersOf({ port })];
  let child = await launch(folder, parameters);
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      await endProcess(child, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
    async restart() {
      child = await launch(folder, parameters);
    },
    /** Hangs: connections stay, and nothing is answered. */
    stop: () => void child.kill('SIGSTOP'),
    continue: () => void child.kill('SIGCONT'),
    /** Sends one command in the inline form; answers what came back. */
    command: (text: string) => ask(port, text),
  };
}
export type TestRedis = Awaited<ReturnType<typeof startRedis>>;

async function launch(folder: string, parameters: string[]): Promise<ChildProcess> {
  mkdirSync(folder, { recursive: true });
  const common = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn(process.env.REDIS_SERVER_BIN || 'redis-server', [...common, ...parameters], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error('redis-server did not start in time')),
      startMilliseconds,
    );
    child.once('error', () => reject(new Error('redis-server is not installed; npm test provides it')));
    child.once('exit', (code) => reject(new Error(`redis-server ended with exit code ${code}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      if (!chunk.toString().includes('Ready to accept connections')) return;
      clearTimeout(limit);
      resolve();
    });
  });
  child.removeAllListeners('exit');
  return child;
}

function ask(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(`${text}\r\nQUIT\r\n`));
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });
}
