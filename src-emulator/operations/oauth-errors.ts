import type { ExternalVerification } from '../state/records.ts';

export type OauthError = NonNullable<ExternalVerification['error']>;

/** Clerk's errors of a verification at a provider, by its codes. */
const errors = {
  accessDenied: {
    code: 'oauth_access_denied',
    message: 'Access denied',
    long_message: 'You did not grant access to your account.',
  },
  providerFailed: {
    code: 'oauth_callback_invalid',
    message: 'Provider error',
    long_message: 'The provider could not complete the request. Try again.',
  },
  exchangeFailed: {
    code: 'oauth_token_exchange_error',
    message: 'Token exchange failed',
    long_message: 'There was a problem exchanging the authorization code with the provider. Try again.',
  },
  attemptGone: {
    code: 'verification_expired',
    message: 'expired',
    long_message: 'This attempt was replaced or took too long. Start again.',
  },
  accountNotFound: {
    code: 'external_account_not_found',
    message: 'Invalid external account',
    long_message: 'The External Account was not found.',
  },
  accountExists: {
    code: 'external_account_exists',
    message: 'already exists',
    long_message: 'This external account is connected to another user.',
  },
} satisfies Record<string, OauthError>;

export const oauthErrors: Readonly<Record<keyof typeof errors, OauthError>> = errors;
