import { type ApiError, apiError, parameterError } from './api-error.ts';

/**
 * Clerk's errors by name, with its codes, statuses and texts
 * (https://clerk.com/docs/guides/development/errors/frontend-api and backend-api).
 */

export const signedOut = () => apiError(401, 'signed_out', 'Signed out', 'You are signed out');

export const invalidAuthentication = () =>
  apiError(
    401,
    'authentication_invalid',
    'Invalid authentication',
    'Unable to authenticate the request, you need to supply an active session',
  );

export const oauthTokenInvalid = () =>
  apiError(
    401,
    'oauth_token_invalid',
    'OAuth token is invalid',
    'The access token is missing or unknown, or it has expired.',
  );

export const devBrowserUnauthenticated = () =>
  apiError(
    401,
    'dev_browser_unauthenticated',
    'Browser unauthenticated',
    'Unable to authenticate this browser for your development instance. Check your Clerk cookies and try again.',
  );

export const invalidSecretKey = () =>
  apiError(
    401,
    'authentication_invalid',
    'Invalid authentication',
    'The provided Clerk Secret Key is invalid. Make sure that your Clerk Secret Key is correct.',
  );

export const sessionExists = () =>
  apiError(400, 'session_exists', 'Session already exists', "You're already signed in.");

export const resourceNotFound = (kind: string, id: string) =>
  apiError(404, 'resource_not_found', 'not found', `No ${kind} was found with id ${id}`);

export const clientNotFound = () =>
  apiError(404, 'client_not_found', 'Client not found', 'No client belongs to this request.');

export const jwtTemplateNotFound = (name: string) =>
  apiError(404, 'resource_not_found', 'JWT template not found', `No JWT template exists with name: ${name}`);

export const invalidActionForSession = (action: string, id: string) =>
  apiError(
    400,
    'invalid_action_for_session',
    'Invalid action for user session',
    `Unable to ${action} session ${id}`,
  );

export const clientStateInvalid = (action: string, resolution: string) =>
  apiError(
    400,
    'client_state_invalid',
    'Invalid action',
    `We were unable to complete ${action} for this Client. ${resolution}`,
  );

export const signUpCannotBeUpdated = () =>
  apiError(
    403,
    'sign_up_cannot_be_updated',
    'Sign up cannot be updated',
    'This sign up has reached a terminal state and cannot be updated',
  );

export const signUpModeRestricted = () =>
  apiError(
    403,
    'sign_up_mode_restricted',
    'Sign ups are restricted',
    'Sign ups are currently disabled for this application. Ask its owner for an account.',
  );

export const identificationClaimed = () =>
  apiError(
    400,
    'identification_claimed',
    'Identification claimed by another user',
    'One or more identifiers on this sign up have since been connected to a different User. Please sign up again.',
  );

export const strategyForUserInvalid = () =>
  apiError(
    400,
    'strategy_for_user_invalid',
    'Invalid verification strategy',
    'The verification strategy is not valid for this account',
  );

export const identifierNotFound = () =>
  parameterError('identifier', 'form_identifier_not_found', "Couldn't find your account.");

export const emailAddressTaken = () =>
  parameterError(
    'email_address',
    'form_identifier_exists',
    'That email address is taken. Please try another.',
  );

export const passwordIncorrect = (parameter: 'password' | 'current_password') =>
  parameterError(
    parameter,
    'form_password_incorrect',
    'Password is incorrect. Try again, or use another method.',
  );

export const codeIncorrect = () =>
  parameterError('code', 'form_code_incorrect', 'is incorrect', 'Incorrect code');

export const verificationFailed = () =>
  apiError(
    400,
    'verification_failed',
    'failed',
    'Too many failed attempts. You have to try again with the same or another method.',
  );

export const verificationExpired = () =>
  apiError(
    400,
    'verification_expired',
    'expired',
    'This verification has expired. You must create a new one.',
  );

export const verificationMissing = () =>
  apiError(
    400,
    'verification_missing',
    'is missing',
    'This strategy requires verification preparation before attempting to validate it.',
  );

export const verificationAlreadyVerified = () =>
  apiError(
    400,
    'verification_already_verified',
    'already verified',
    'This verification has already been verified.',
  );

export const reverificationRequired = () =>
  apiError(
    403,
    'session_reverification_required',
    'Additional verification required',
    'You need to provide additional verification to perform this operation',
  );

export const noReverification = () =>
  apiError(
    400,
    'verification_missing',
    'is missing',
    'This session has no verification that waits for this step. Start a new one.',
  );

export const totpAlreadyEnabled = () =>
  apiError(400, 'totp_already_enabled', 'TOTP already enabled', 'TOTP is already enabled for this account');

export const totpNotFound = () =>
  apiError(404, 'resource_not_found', 'not found', 'No authenticator application was found');

export const backupCodesNotAvailable = () =>
  apiError(
    400,
    'backup_codes_not_available',
    'Backup codes not available',
    'In order to use backup codes, you have to enable any other Multi-factor method',
  );

export const totpDisabled = () =>
  apiError(400, 'totp_disabled', 'TOTP is disabled', 'This user does not have TOTP enabled in their account');

export const totpCodeIncorrect = () =>
  apiError(422, 'totp_incorrect_code', 'incorrect TOTP', 'The provided TOTP code is incorrect');

export const userBanned = () =>
  apiError(
    403,
    'user_banned',
    'User banned',
    'You have been banned. If you think this was by mistake, please contact support.',
  );

/** `remainingSeconds` is `null` for a lock that only the Backend API can lift. */
export function userLocked(remainingSeconds: number | null): ApiError {
  const wait =
    remainingSeconds === null
      ? ''
      : ` You will be able to try again in ${Math.ceil(remainingSeconds / 60)} minutes.`;
  return apiError(
    403,
    'user_locked',
    'Account locked',
    `Your account is locked.${wait} For more information, please contact support.`,
    { lockout_expires_in_seconds: remainingSeconds },
  );
}

export const featureNotEnabled = () =>
  apiError(403, 'feature_not_enabled', 'not enabled', 'This feature is not enabled on this instance');

export const deleteSelfNotEnabled = () =>
  apiError(
    403,
    'user_delete_self_not_enabled',
    'delete self not enabled',
    'Self deletion is not enabled for this user',
  );

export const identificationDeletionFailed = () =>
  apiError(
    400,
    'identification_deletion_failed',
    'cannot be deleted',
    'You cannot delete your only verified email address.',
  );

export const missingImage = () =>
  apiError(400, 'form_param_missing', 'Image file missing', 'There was no image file present in the request');

export const malformedBody = () =>
  apiError(
    400,
    'request_body_invalid',
    'Request body invalid',
    'The request body is invalid. Please consult the API documentation for more information.',
  );

export const malformedRequest = () =>
  apiError(
    400,
    'malformed_request_parameters',
    'Malformed request parameters',
    'The request parameters are malformed and could not be parsed',
  );

export const unsupportedContentType = (actual: string, expected: string) =>
  apiError(
    415,
    'unsupported_content_type',
    'Content-Type is unsupported',
    `Content-Type ${actual} is unsupported. You should use ${expected} instead.`,
  );

export const bodyTooLarge = () =>
  apiError(413, 'request_body_too_large', 'Request body too large', 'The request body is over the limit.');

export const internalError = () =>
  apiError(
    500,
    'internal_clerk_error',
    'Oops, an unexpected error occurred',
    'The emulator failed on this request. Its log on stderr says why.',
  );

export const stateNotSaved = () =>
  apiError(
    500,
    'internal_clerk_error',
    'The emulator could not save its state',
    'The emulator could not write its data folder. Its log on stderr says why.',
  );

/** What Clerk has and this emulator does not (yet): refused aloud, never answered with something made up. */
export const notImplemented = (what: string) =>
  apiError(
    501,
    'not_implemented_in_emulator',
    'Not implemented in the Frontdesk emulator',
    `${what} is part of Clerk but not of this emulator.`,
  );

export const urlNotFound = () =>
  apiError(404, 'resource_not_found', 'URL not found', 'The URL was not found');
