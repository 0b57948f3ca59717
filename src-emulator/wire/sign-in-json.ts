import type { EmulatorContext } from '../context.ts';
import { isFirstFactorEnabled } from '../operations/first-factors.ts';
import { listSignInIdentifiers } from '../operations/identification.ts';
import { verifiedPasskeys } from '../operations/passkeys.ts';
import type { SignIn, User } from '../state/records.ts';
import { isHeld } from '../state/verification-records.ts';
import { listSecondFactors } from './second-factor-json.ts';
import { imageUrl } from './user-json.ts';
import { externalVerificationJson, verificationJson } from './verification-json.ts';

export function signInJson(context: EmulatorContext, signIn: SignIn) {
  const { store, clock } = context;
  const user = signIn.userId === null ? undefined : store.users.get(signIn.userId);
  return {
    object: 'sign_in_attempt',
    id: signIn.id,
    status: signIn.status,
    supported_identifiers: listSignInIdentifiers(store.settings),
    supported_first_factors: user
      ? listFirstFactors(user).filter(({ strategy }) => isFirstFactorEnabled(store.settings, strategy))
      : null,
    supported_second_factors:
      user && signIn.status === 'needs_second_factor' ? listSecondFactors(user) : null,
    first_factor_verification: signIn.external
      ? externalVerificationJson(signIn.external, clock())
      : signIn.firstFactor && verificationJson(signIn.firstFactor, clock()),
    second_factor_verification: signIn.secondFactor && verificationJson(signIn.secondFactor, clock()),
    identifier: signIn.identifier,
    user_data: user
      ? {
          first_name: user.firstName,
          last_name: user.lastName,
          image_url: imageUrl(context, user),
          has_image: user.image !== null,
        }
      : null,
    created_session_id: signIn.createdSessionId,
    abandon_at: signIn.abandonAt,
  };
}

/** By what a user may prove the first factor. */
export function listFirstFactors(user: User) {
  const emails = user.emailAddresses.filter(isHeld).map((email) => ({
    email_address_id: email.id,
    safe_identifier: email.emailAddress,
    primary: email.id === user.primaryEmailAddressId,
  }));
  const phones = user.phoneNumbers
    .filter((phone) => isHeld(phone) && !phone.reservedForSecondFactor)
    .map((phone) => ({
      phone_number_id: phone.id,
      safe_identifier: phone.phoneNumber,
      primary: phone.id === user.primaryPhoneNumberId,
    }));
  const codes = [
    ...emails.map((email) => ({ strategy: 'email_code', ...email })),
    ...emails.map((email) => ({ strategy: 'email_link', ...email })),
    ...phones.map((phone) => ({ strategy: 'phone_code', ...phone })),
  ];
  const connected = user.externalAccounts
    .filter(({ verification }) => verification.status === 'verified')
    .map(({ verification }) => ({ strategy: verification.strategy }));
  const passkeys = verifiedPasskeys(user).length > 0 ? [{ strategy: 'passkey' }] : [];
  if (!user.passwordHash) return [...codes, ...passkeys, ...connected];
  const resets = [
    ...emails.map((email) => ({ strategy: 'reset_password_email_code', ...email })),
    ...phones.map((phone) => ({ strategy: 'reset_password_phone_code', ...phone })),
  ];
  return [{ strategy: 'password' }, ...codes, ...resets, ...passkeys, ...connected];
}
