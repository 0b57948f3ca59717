import type { InstanceIdentity } from './instance.ts';
import type { Seed } from './state/seed.ts';

/** What callers need to know to use an instance. */
export type InstanceDescription = {
  readonly identity: InstanceIdentity;
  readonly url: string;
  readonly jwtKey: string;
};

/** The instances of a process beside the default one: for test workers that must not see each other. */
export type InstanceRegistry = {
  list(): InstanceDescription[];
  /** Throws 409 when there is one of this name. */
  add(name: string, seed: Seed): Promise<InstanceDescription>;
  /** Ends it and deletes what it saved. Throws 404 when there is none of this name. */
  remove(name: string): Promise<void>;
};
