/**
 * The hashes by which Clerk's sign-in and sign-up refer to each other. They are never shown in the address.
 */
export const signInHash = '#/sign-in';
export const signUpHash = '#/sign-up';

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
