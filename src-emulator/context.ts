import type { PasswordHasher } from './crypto/password-hasher.ts';
import type { Tokens } from './crypto/tokens.ts';
import type { Store } from './state/store.ts';

/**
 * What every operation and answer may use; passed in, so that tests choose the clock and the hashing cost.
 */
export type EmulatorContext = {
  /** Own address, e.g. `http://127.0.0.1:4100`. */
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
