import { createCheckedFetch } from './checked-fetch.ts';

/**
 * Vitest loads this before anything else: @clerk/backend keeps the `fetch` that it finds when it is loaded, and what it
 * is answered is to be checked as well.
 */
export const checkedOrigins = new Set<string>();

/** What was wrong with answers of those origins. */
export const refusedAnswers: string[] = [];

globalThis.fetch = createCheckedFetch(globalThis.fetch, checkedOrigins, (message) =>
  refusedAnswers.push(message),
);
