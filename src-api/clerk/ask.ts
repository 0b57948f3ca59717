import type { ClerkClient } from '@clerk/backend';

/** Makes one Backend API call; `undefined` means that Clerk knows no such thing. Every fault is thrown as a problem. */
export type Ask = <Answer>(call: (client: ClerkClient) => Promise<Answer>) => Promise<Answer | undefined>;
