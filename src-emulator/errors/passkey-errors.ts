import { apiError } from './api-error.ts';

/** Errors about passkeys in Clerk's shape. */

export const passkeyNotRegistered = () =>
  apiError(
    400,
    'passkey_not_registered',
    'Passkey not registered',
    'This passkey is not registered with this application.',
  );

export const passkeyVerificationFailed = () =>
  apiError(
    400,
    'passkey_verification_failed',
    'Passkey verification failed',
    'What the authenticator answered does not prove the passkey.',
  );

export const passkeyOriginInvalid = () =>
  apiError(
    400,
    'passkey_invalid_origin',
    'Passkeys need a web page',
    'Passkeys work on pages served by http://localhost or by https only.',
  );

export const noRelatedOrigins = () =>
  apiError(
    404,
    'resource_not_found',
    'not found',
    'This instance shares its passkeys with no other origins.',
  );
