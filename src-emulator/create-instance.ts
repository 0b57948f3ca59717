import { rm } from 'node:fs/promises';
import type { Express } from 'express';
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
import type { InstanceIdentity } from './instance.ts';
import type { InstanceDescription, InstanceRegistry } from './instance-registry.ts';
import { createId } from './state/identifiers.ts';
import type { SigningKey, State } from './state/records.ts';
import { createSeedState, type Seed } from './state/seed.ts';
import { openStateFile, type StateFile } from './state/state-file.ts';
import { createStore, type Store } from './state/store.ts';
import { createWebhookSender } from './webhooks/sender.ts';

/** What all instances of a process share. */
export type InstanceDependencies = {
  realClock: () => number;
  random: () => number;
  fetch: typeof globalThis.fetch;
  passwordCost: number | undefined;
  packagesDir: string;
  log: Log;
};

export type InstanceOptions = {
  identity: InstanceIdentity;
  /** Where this instance answers. */
  url: string;
  port: number;
  /** Folder that keeps its state between runs. */
  folder: string | undefined;
  seed: Seed;
  signingKey: SigningKey | undefined;
  /** Only the default one makes and removes others. */
  instances: InstanceRegistry | undefined;
};

/** One emulated instance: state, clock, faults, keys and webhooks of its own. */
export type Instance = InstanceDescription & {
  readonly app: Express;
  /** Resolves when the state is saved. */
  close(): Promise<void>;
  /** Closes it and deletes what was saved. */
  remove(): Promise<void>;
};

/** Throws the file system's error when the folder cannot be used. */
export async function createInstance(
  options: InstanceOptions,
  { realClock, random, fetch, passwordCost, packagesDir, log }: InstanceDependencies,
): Promise<Instance> {
  const { identity, url, port, folder, seed, signingKey, instances } = options;
  const passwords = createPasswordHasher(passwordCost);
  const movableClock = createMovableClock(realClock);
  const clock = movableClock.read;
  const file = folder === undefined ? undefined : await openStateFile(folder, { clock, warn: log.warn });
  const state = (await file?.load()) ?? (await createFreshState(seed, clock, passwords, signingKey));
  const store = createStore(state);
  const keys = await createKeyRing(store, identity);
  const controls: Controls = {
    clock: movableClock,
    faults: createFaults(random),
    requests: createRequestLog(clock),
    keys,
    seed,
    instances,
  };
  const keep = createSave(store, file, log);
  await keep();

  const context: EmulatorContext = { instance: identity, url, store, clock, passwords, tokens: keys.tokens };
  const webhooks = createWebhookSender({ context, realClock, fetch, save: keep, warn: log.warn });
  const save = async () => {
    webhooks.collect();
    await keep();
    webhooks.send();
  };
  webhooks.collect();
  const app = createApp({ context, log, save }, controls, { port, packagesDir });
  webhooks.send();

  const close = async () => {
    webhooks.close();
    await keep();
  };
  return {
    identity,
    url,
    get jwtKey() {
      return keys.tokens.jwtKey;
    },
    app,
    close,
    async remove() {
      await close();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
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
