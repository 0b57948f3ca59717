import { createCheckedFetch } from './checked-fetch.ts';

/** Whose answers to `fetch` are checked by Clerk's descriptions of its APIs. */
export const checkedOrigins = new Set<string>();

/** What was wrong with answers of those origins. */
export const refusedAnswers: string[] = [];

globalThis.fetch = createCheckedFetch(globalThis.fetch, checkedOrigins, (message) =>
  refusedAnswers.push(message),
);
