import type { EmulatorContext } from '../context.ts';
import type { ApiError } from '../errors/api-error.ts';
import { toApiError } from './errors.ts';
import type { Log } from './log.ts';

/** What request handlers need besides the operations' context. */
export type Server = {
  readonly context: EmulatorContext;
  readonly log: Log;
  /** Resolves once all changes so far are kept. Throws an ApiError when they cannot be. */
  save(): Promise<void>;
};

export type Outcome<Value> = { ok: true; value: Value } | { ok: false; error: ApiError };

/**
 * Runs an operation and keeps what it changed before anybody is told about it: a failed attempt counts as a
 * change too.
 */
export async function settle<Value>(
  { save, log }: Server,
  mayChange: boolean,
  operation: () => Promise<Value> | Value,
): Promise<Outcome<Value>> {
  let outcome: Outcome<Value>;
  try {
    outcome = { ok: true, value: await operation() };
  } catch (error) {
    outcome = { ok: false, error: toApiError(error, log) };
  }
  if (!mayChange) return outcome;
  try {
    await save();
    return outcome;
  } catch (error) {
    return { ok: false, error: toApiError(error, log) };
  }
}
