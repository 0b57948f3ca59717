import { apiError, parameterError } from './api-error.ts';

/** Errors about phone numbers, usernames and mailed links, with Clerk's codes and texts. */

export const phoneNumberTaken = () =>
  parameterError('phone_number', 'form_identifier_exists', 'That phone number is taken. Please try another.');

export const usernameTaken = () =>
  parameterError('username', 'form_identifier_exists', 'That username is taken. Please try another.');

export const usernameLengthInvalid = (minimum: number, maximum: number) =>
  parameterError(
    'username',
    'form_username_invalid_length',
    `Username must be between ${minimum} and ${maximum} characters long.`,
  );

export const usernameCharactersInvalid = () =>
  parameterError(
    'username',
    'form_username_invalid_character',
    "Username can only contain letters, numbers and '_' or '-'.",
  );

export const usernameNeedsLetter = () =>
  parameterError(
    'username',
    'form_username_needs_non_number_char',
    'Username must contain one non-number character.',
  );

export const lastIdentificationDeletionFailed = () =>
  apiError(
    400,
    'last_identification_deletion_failed',
    'cannot be deleted',
    'You cannot delete your last identification.',
  );

export const linkedEmailAddress = () =>
  apiError(
    400,
    'identification_deletion_failed',
    'cannot be deleted',
    'One of the email addresses belongs to a connected account. Remove the connected account first.',
  );

export const phoneNotForSecondFactor = () =>
  apiError(
    400,
    'strategy_for_user_invalid',
    'Invalid verification strategy',
    'Only a verified phone number can be a second factor.',
  );

export const tooManyRequests = () =>
  apiError(429, 'too_many_requests', 'Too many requests', 'Too many requests. Please try again in a bit.');
