import { apiError, parameterError } from './api-error.ts';

export const notAllowedAccess = (identifier: string) =>
  apiError(
    403,
    'not_allowed_access',
    'Access not allowed.',
    `${identifier} is not allowed to access this application.`,
  );

export const emailAddressBlocked = () =>
  parameterError(
    'email_address',
    'form_email_address_blocked',
    'is not allowed',
    'That kind of email address is not allowed here. Use another one.',
  );

export const duplicateRecord = (what: string) =>
  apiError(400, 'duplicate_record', 'duplicate record', `${what} exists already.`);
