import { type ApiError, apiError } from './api-error.ts';

/** Clerk's errors about who is let in: tickets, invitations, the waitlist, the bot protection. */

export const ticketInvalid = () =>
  apiError(400, 'ticket_invalid_code', 'ticket is invalid', 'Ticket is invalid.');

export const ticketExpired = () =>
  apiError(
    400,
    'ticket_expired_code',
    'ticket has expired',
    'This ticket has expired and cannot be used anymore.',
  );

export type TokenKind = 'sign_in_token' | 'actor_token';

const nameOf = (kind: TokenKind) => (kind === 'sign_in_token' ? 'sign in token' : 'actor token');

export const tokenAlreadyUsed = (kind: TokenKind): ApiError =>
  apiError(
    400,
    `${kind}_already_used_code`,
    `${nameOf(kind)} has already been used`,
    `This ${nameOf(kind)} has already been used. Each token can only be used once.`,
  );

export const tokenRevoked = (kind: TokenKind): ApiError =>
  apiError(
    400,
    `${kind}_revoked_code`,
    `${nameOf(kind)} has been revoked`,
    `This ${nameOf(kind)} has been revoked and cannot be used anymore.`,
  );

export const tokenNotInSignIn = (kind: TokenKind): ApiError =>
  apiError(
    400,
    `${kind}_not_in_sign_in_code`,
    'not in sign in',
    `A ${nameOf(kind)} can only be used during sign in.`,
  );

export const tokenSubjectNotFound = (kind: TokenKind): ApiError =>
  apiError(
    404,
    `${kind}_subject_not_found`,
    'user not found',
    `The user of the ${nameOf(kind)} no longer exists. Please request a new one.`,
  );

export const tokenCannotBeRevoked = (kind: TokenKind, status: string): ApiError =>
  apiError(
    400,
    `${kind}_cannot_be_revoked_code`,
    'cannot revoke',
    `The ${nameOf(kind)} cannot be revoked because its status is ${status}. Only pending tokens can be revoked.`,
  );

export const invitationRevoked = () =>
  apiError(400, 'revoked_invitation', 'The invitation was revoked.', 'The invitation was revoked.');

export const invitationAlreadyAccepted = () =>
  apiError(
    400,
    'invitation_already_accepted',
    'Invitation is already accepted',
    'The invitation has been accepted already. Sign in instead.',
  );

export const invitationAccountNotExists = () =>
  apiError(
    400,
    'invitation_account_not_exists',
    'Invited account does not exist',
    'No account belongs to the invited address yet. Sign up first.',
  );

export const invitationAccountExists = () =>
  apiError(
    400,
    'invitation_account_exists',
    'Invited account exists',
    'An account with the invited address exists already. Sign in instead.',
  );

export const invitationAlreadyRevoked = () =>
  apiError(
    400,
    'invitation_already_revoked',
    'Invitation already revoked',
    'The invitation was revoked before.',
  );

export const duplicateInvitation = (emailAddress: string) =>
  apiError(
    400,
    'duplicate_record',
    'duplicate invitation',
    `There are already pending invitations for the following email addresses: ${emailAddress}`,
    { email_addresses: [emailAddress] },
  );

export const signUpRestrictedToWaitlist = () =>
  apiError(
    403,
    'sign_up_restricted_waitlist',
    'Sign ups are restricted',
    'Sign ups are currently unavailable. Join the waitlist to be notified when access becomes available.',
  );

export const waitlistNotEnabled = () =>
  apiError(
    403,
    'waitlist_not_enabled',
    'Waitlist is not enabled',
    'The waitlist is not enabled for this instance.',
  );

export const waitlistEntryConflict = (status: string) =>
  apiError(
    409,
    'waitlist_entry_conflict',
    'Conflict',
    `The waitlist entry is ${status}, which does not allow this.`,
  );

export const captchaMissing = () =>
  apiError(
    400,
    'captcha_missing_token',
    'The CAPTCHA is missing',
    'Your browser did not pass the bot protection. Refresh the page and try again.',
  );

export const captchaInvalid = () =>
  apiError(
    400,
    'captcha_invalid',
    'The CAPTCHA failed to load',
    'Your browser did not pass the bot protection. Refresh the page and try again.',
  );
