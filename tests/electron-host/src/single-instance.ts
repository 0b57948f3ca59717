import { createHash } from 'node:crypto';
import {
  type FSWatcher,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';

/** What a second instance tells the first. */
export interface SecondInstance {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/**
 * Electron's single-instance lock, per user-data directory. The lock is a bound abstract Unix socket
 * (Linux only): the kernel gives it to exactly one process and takes it back when that process ends,
 * however it ends. Messages are files in a mailbox, because they must be delivered before `request`
 * answers.
 */
export function createSingleInstance(getUserData: () => string, deliver: (message: SecondInstance) => void) {
  let lock: { server: Server; watcher: FSWatcher } | undefined;
  let messageCount = 0;
  const getMailbox = (): string => path.join(getUserData(), '.electron-host-instances');

  function readMailbox(): void {
    const names = readdirSync(getMailbox()).filter((name) => name.endsWith('.json'));
    for (const name of names.sort()) {
      const file = path.join(getMailbox(), name);
      // Older messages were meant for an instance that has ended since.
      const isForUs = statSync(file).mtimeMs >= performance.timeOrigin - 1;
      const text = readFileSync(file, 'utf8');
      rmSync(file);
      if (isForUs) deliver(JSON.parse(text));
    }
  }

  function post(additionalData: unknown): void {
    messageCount += 1;
    const message: SecondInstance = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    const file = path.join(getMailbox(), `${Date.now()}-${process.pid}-${messageCount}`);
    writeFileSync(`${file}.tmp`, JSON.stringify(message), { mode: 0o600 });
    renameSync(`${file}.tmp`, `${file}.json`);
  }

  return {
    isHeld: (): boolean => lock !== undefined,
    /** Takes the lock, or tells the instance that holds it about this one. */
    request(additionalData?: unknown): boolean {
      if (lock !== undefined) return true;
      mkdirSync(getMailbox(), { recursive: true, mode: 0o700 });
      const server = bindLock(getUserData());
      if (server === undefined) {
        post(additionalData);
        return false;
      }
      const watcher = watch(getMailbox(), readMailbox);
      watcher.unref();
      lock = { server, watcher };
      readMailbox();
      return true;
    },
    release(): void {
      lock?.watcher.close();
      lock?.server.close();
      lock = undefined;
    },
  };
}

/** Binds the lock's socket, or answers undefined when another process holds it. */
function bindLock(userData: string): Server | undefined {
  const identity = createHash('sha256').update(path.resolve(userData)).digest('hex').slice(0, 32);
  const server = createServer((socket) => socket.destroy());
  // A lost race is reported a second time as an event, after `listening` has told already.
  server.on('error', () => {});
  server.listen(`\0electron-host-${identity}`);
  if (!server.listening) return undefined;
  server.unref();
  return server;
}
