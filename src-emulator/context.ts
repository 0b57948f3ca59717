import type { PasswordHasher } from './crypto/password-hasher.ts';
import type { Tokens } from './crypto/tokens.ts';
import type { InstanceIdentity } from './instance.ts';
import type { Store } from './state/store.ts';

/**
 * What every operation and answer may use; passed in, so that tests choose the clock and the hashing cost.
 */
export type EmulatorContext = {
  readonly instance: InstanceIdentity;
  /** Own address, e.g. `http://127.0.0.1:4100`; that of a further instance has its publishable key as path. */
  readonly url: string;
  readonly store: Store;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly passwords: PasswordHasher;
  readonly tokens: Tokens;
};

/** Who sent a Frontend API request, as far as a session remembers it. */
export type Caller = {
  /** The Origin header; `null` when absent or opaque. */
  readonly origin: string | null;
  readonly userAgent: string;
  readonly ipAddress: string;
};
