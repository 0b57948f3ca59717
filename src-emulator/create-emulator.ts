import { createServer, type Server as HttpServer } from 'node:http';
import type { EmulatorContext } from './context.ts';
import type { Controls } from './control/controls.ts';
import { createFaults } from './control/fault-rules.ts';
import { createMovableClock } from './control/movable-clock.ts';
import { createRequestLog } from './control/request-log.ts';
import { createApp } from './create-app.ts';
import { createKeyRing } from './crypto/key-ring.ts';
import { createPasswordHasher, type PasswordHasher } from './crypto/password-hasher.ts';
import { createSigningKey } from './crypto/tokens.ts';
import { stateNotSaved } from './errors/catalogue.ts';
import type { Log } from './http/log.ts';
import { issuer, publishableKey, secretKey } from './instance.ts';
import { lockFolder } from './state/folder-lock.ts';
import { createId } from './state/identifiers.ts';
import type { SigningKey, State } from './state/records.ts';
import { createSeedState, demoSeed, type Seed } from './state/seed.ts';
import { openStateFile, type StateFile } from './state/state-file.ts';
import { createStore, type Store } from './state/store.ts';
import { createWebhookSender } from './webhooks/sender.ts';

export type EmulatorOptions = {
  /** 0, the default, lets the operating system choose. */
  port?: number;
  /** Folder that keeps the state between runs; without it, everything is forgotten on close. */
  dataDir?: string;
  /** Milliseconds since the epoch. */
  clock?: () => number;
  /** From 0 up to, not including, 1; decides on faults that strike only some requests. */
  random?: () => number;
  /** Base-2 logarithm of scrypt's N; tests lower it. */
  passwordCost?: number;
  /** Sends webhooks, to loopback addresses only. */
  fetch?: typeof globalThis.fetch;
  /** For an instance without saved state; tests share one, since making one takes a while. */
  signingKey?: SigningKey;
  /** What an instance without saved state starts with, and what a reset goes back to; the demo accounts. */
  seed?: Seed;
  /** Where pages' scripts of Clerk's, `@clerk/clerk-js` and `@clerk/ui`, are installed, or below; the current folder. */
  packagesDir?: string;
  log?: Log;
};

export type Emulator = {
  /** `http://127.0.0.1:PORT`: the Frontend API's proxy URL and the Backend API's base URL. */
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly issuer: string;
  /** Cuts open connections and resolves when the state is saved and the port is free. */
  close(): Promise<void>;
};

const silent: Log = { request: () => undefined, warn: () => undefined };

/**
 * Starts a local stand-in for a Clerk instance on 127.0.0.1. Throws `EADDRINUSE` when the port is taken,
 * FolderInUseError when another emulator has the data folder, and the file system's error when that cannot be
 * used.
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const {
    port = 0,
    dataDir,
    clock: realClock = Date.now,
    random = Math.random,
    fetch = globalThis.fetch,
    passwordCost,
    signingKey,
    seed = demoSeed,
    packagesDir = process.cwd(),
    log = silent,
  } = options;
  const passwords = createPasswordHasher(passwordCost);
  const movableClock = createMovableClock(realClock);
  const clock = movableClock.read;
  const releaseFolder = dataDir === undefined ? undefined : await lockFolder(dataDir);
  try {
    const file = dataDir === undefined ? undefined : await openStateFile(dataDir, { clock, warn: log.warn });
    const state = (await file?.load()) ?? (await createFreshState(seed, clock, passwords, signingKey));
    const store = createStore(state);
    const keys = await createKeyRing(store);
    const controls: Controls = {
      clock: movableClock,
      faults: createFaults(random),
      requests: createRequestLog(clock),
      keys,
      seed,
    };
    const keep = createSave(store, file, log);
    await keep();

    const server = createServer();
    const boundPort = await listen(server, port);
    const context: EmulatorContext = {
      url: `http://127.0.0.1:${boundPort}`,
      store,
      clock,
      passwords,
      tokens: keys.tokens,
    };
    const webhooks = createWebhookSender({ context, realClock, fetch, save: keep, warn: log.warn });
    const save = async () => {
      webhooks.collect();
      await keep();
      webhooks.send();
    };
    webhooks.collect();
    server.on('request', createApp({ context, log, save }, controls, { port: boundPort, packagesDir }));
    webhooks.send();

    return {
      url: context.url,
      publishableKey,
      secretKey,
      issuer,
      async close() {
        webhooks.close();
        await stop(server);
        await keep().finally(releaseFolder);
      },
    };
  } catch (error) {
    await releaseFolder?.();
    throw error;
  }
}

async function createFreshState(
  seed: Seed,
  clock: () => number,
  passwords: PasswordHasher,
  signingKey: SigningKey | undefined,
): Promise<State> {
  return createSeedState({
    seed,
    now: clock(),
    signingKey: signingKey ?? (await createSigningKey(createId('ins'))),
    hashPassword: passwords.hash,
  });
}

const createSave = (store: Store, file: StateFile | undefined, log: Log) => async (): Promise<void> => {
  try {
    await file?.save(store.exportState);
  } catch (error) {
    log.warn(`the state could not be saved: ${error instanceof Error ? error.message : String(error)}`);
    throw stateNotSaved();
  }
};

/** SECURITY S47: loopback only. Resolves with the port. */
const listen = (server: HttpServer, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

const stop = (server: HttpServer): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
