/**
 * The hashes by which Clerk's sign-in and sign-up refer to each other. They are never shown in the address.
 */
export const signInHash = '#/sign-in';
export const signUpHash = '#/sign-up';

/** Where Clerk's forms in a browser continue when a provider sends the page back. */
const callbackHash = '#/sso-callback';

/** Whether a page was loaded because a provider's page led back to it. */
export const isProviderCallback = (hash: string): boolean => hash.startsWith(callbackHash);

/** The address without what Clerk told the page that a provider sent back; it is of use once. */
export function withoutCallbackParameters(address: string): string {
  const url = new URL(address);
  for (const name of ['rotating_token_nonce', '__clerk_status', '__clerk_error_code'])
    url.searchParams.delete(name);
  return url.href;
}

export type Destination = 'sign-in' | 'sign-up';

/**
 * Which component Clerk's router wants to go to; `undefined` for everything else, e.g. the way home after
 * sign-in.
 */
export function readDestination(to: string): Destination | undefined {
  if (to.includes(signUpHash)) return 'sign-up';
  if (to.includes(signInHash)) return 'sign-in';
  return undefined;
}
