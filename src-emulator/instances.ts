import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { createInstance, type Instance, type InstanceDependencies } from './create-instance.ts';
import { instanceExists, instanceNotFound } from './errors/instance-errors.ts';
import { createIdentity, instanceNamePattern } from './instance.ts';
import type { InstanceRegistry } from './instance-registry.ts';
import type { Seed } from './state/seed.ts';

export type Instances = InstanceRegistry & {
  /**
   * The instance that a request is for: by the publishable key that its path begins with, which is then taken
   * off, or else by its secret key. `undefined`: the default one.
   */
  route(request: IncomingMessage): Instance | undefined;
  close(): Promise<void>;
};

type InstancesOptions = {
  /** Address of the process. */
  url: string;
  port: number;
  /** Holds one folder for each instance. */
  folder: string | undefined;
  /** For those that were saved with a state that turns out to be damaged. */
  seed: Seed;
};

/** Opens those that were saved. Throws the file system's error when the folder cannot be used. */
export async function openInstances(
  options: InstancesOptions,
  dependencies: InstanceDependencies,
): Promise<Instances> {
  const { url, port, folder } = options;
  const byName = new Map<string, Instance>();
  const starting = new Map<string, Promise<Instance>>();

  async function start(name: string, seed: Seed): Promise<Instance> {
    const identity = createIdentity(name);
    const instance = await createInstance(
      {
        identity,
        url: `${url}/${identity.publishableKey}`,
        port,
        folder: folder === undefined ? undefined : join(folder, name),
        seed,
        signingKey: undefined,
        instances: undefined,
      },
      dependencies,
    );
    byName.set(name, instance);
    return instance;
  }

  for (const name of await listSaved(folder)) await start(name, options.seed);

  return {
    list: () => [...byName.values()],
    add(name, seed) {
      if (byName.has(name) || starting.has(name)) throw instanceExists(name);
      const started = start(name, seed).finally(() => starting.delete(name));
      starting.set(name, started);
      return started;
    },
    async remove(name) {
      const instance = byName.get(name);
      if (!instance) throw instanceNotFound(name);
      byName.delete(name);
      await instance.remove();
    },
    route(request) {
      const { url: target = '/' } = request;
      const [, prefix = ''] = /^\/(pk_test_[A-Za-z0-9]+)(?=[/?]|$)/.exec(target) ?? [];
      const authorization = request.headers.authorization;
      for (const instance of byName.values()) {
        const { publishableKey, secretKey } = instance.identity;
        if (prefix === publishableKey) {
          request.url = target.slice(prefix.length + 1).replace(/^(?!\/)/, '/');
          return instance;
        }
        if (!prefix && authorization === `Bearer ${secretKey}`) return instance;
      }
      return undefined;
    },
    async close() {
      await Promise.allSettled(starting.values());
      await Promise.all([...byName.values()].map((instance) => instance.close()));
    },
  };
}

async function listSaved(folder: string | undefined): Promise<string[]> {
  if (folder === undefined || !existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => instanceNamePattern.test(name)).sort();
}
