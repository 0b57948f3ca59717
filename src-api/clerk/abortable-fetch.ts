import { leanFetch } from './lean-fetch.ts';

/**
 * Lets questions that @clerk/backend asks be aborted: it takes no signal and no fetch, and calls the global one, which
 * it looks at when it is first imported. So this module has to be imported before it, as it is wherever @clerk/backend is
 * imported dynamically.
 */
const plainFetch = globalThis.fetch;

/** Of the question that is being begun: set and read in one turn, in which nothing else can run. */
let current: AbortSignal | undefined;

globalThis.fetch = (input, init) => {
  if (!current) return plainFetch(input, init);
  const signal = init?.signal ? AbortSignal.any([init.signal, current]) : current;
  return typeof input === 'string'
    ? leanFetch(plainFetch, input, { ...init, signal })
    : plainFetch(input, { ...init, signal });
};

/** Begins `call`; what it fetches before it waits for anything is aborted with `signal`. */
export function callWithSignal<Answer>(signal: AbortSignal, call: () => Promise<Answer>): Promise<Answer> {
  const outer = current;
  current = signal;
  try {
    return call();
  } finally {
    current = outer;
  }
}
