import { createServer, type Server as HttpServer } from 'node:http';
import { join } from 'node:path';
import { createInstance } from './create-instance.ts';
import type { Log } from './http/log.ts';
import { defaultIdentity } from './instance.ts';
import { openInstances } from './instances.ts';
import { lockFolder } from './state/folder-lock.ts';
import type { SigningKey } from './state/records.ts';
import { demoSeed, type Seed } from './state/seed.ts';

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

/**
 * Milliseconds. A client that reuses a connection in the moment in which it is closed here fails, and on a busy machine
 * Node's five seconds make that happen.
 */
const keepAliveTimeout = 65_000;

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
  const dependencies = { realClock, random, fetch, passwordCost, packagesDir, log };
  const releaseFolder = dataDir === undefined ? undefined : await lockFolder(dataDir);
  const server = createServer({ keepAliveTimeout });
  try {
    const started = listen(server, port).then(async (boundPort) => {
      const url = `http://127.0.0.1:${boundPort}`;
      const folder = dataDir === undefined ? undefined : join(dataDir, 'instances');
      const instances = await openInstances({ url, port: boundPort, seed, folder }, dependencies);
      const main = await createInstance(
        { identity: defaultIdentity, url, port: boundPort, folder: dataDir, seed, signingKey, instances },
        dependencies,
      );
      return { url, instances, main };
    });
    // Whoever knows the port already is answered once there is something to answer with.
    server.on('request', (request, response) =>
      started.then(
        ({ instances, main }) => (instances.route(request) ?? main).app(request, response),
        () => response.destroy(),
      ),
    );
    const { url, instances, main } = await started;

    const { publishableKey, secretKey, issuer } = defaultIdentity;
    return {
      url,
      publishableKey,
      secretKey,
      issuer,
      async close() {
        await stop(server);
        await Promise.all([main.close(), instances.close()]).finally(releaseFolder);
      },
    };
  } catch (error) {
    await stop(server);
    await releaseFolder?.();
    throw error;
  }
}

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
