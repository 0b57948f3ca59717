import type { EmulatorContext } from '../context.ts';
import { listMissingFields, listRequiredFields, listUnverifiedFields } from '../operations/sign-up.ts';
import type { SignUp } from '../state/records.ts';
import { externalVerificationJson, verificationJson } from './verification-json.ts';

export const signUpJson = ({ store, clock }: EmulatorContext, signUp: SignUp) => ({
  object: 'sign_up_attempt',
  id: signUp.id,
  status: signUp.status,
  required_fields: listRequiredFields(store.settings),
  optional_fields: ['first_name', 'last_name'],
  missing_fields: listMissingFields(store.settings, signUp),
  unverified_fields: listUnverifiedFields(signUp),
  verifications: {
    email_address: emailVerificationJson(signUp, clock()),
    phone_number: null,
    web3_wallet: null,
    external_account: signUp.external && externalVerificationJson(signUp.external, clock()),
  },
  username: null,
  email_address: signUp.emailAddress,
  phone_number: null,
  web3_wallet: null,
  password_enabled: signUp.passwordHash !== null,
  has_password: signUp.passwordHash !== null,
  first_name: signUp.firstName,
  last_name: signUp.lastName,
  unsafe_metadata: signUp.unsafeMetadata,
  public_metadata: {},
  custom_action: false,
  external_id: null,
  created_session_id: signUp.createdSessionId,
  created_user_id: signUp.createdUserId,
  abandon_at: signUp.abandonAt,
  legal_accepted_at: null,
  locale: signUp.locale,
});

/**
 * Has no status before a code was sent: Clerk's components take `unverified` to mean that one is on its way.
 */
function emailVerificationJson(signUp: SignUp, now: number) {
  if (!signUp.emailAddress) return null;
  const verification = signUp.emailVerification;
  return {
    ...(verification ? verificationJson(verification, now) : {}),
    next_action: nextAction(verification?.status),
    supported_strategies: ['email_code'],
  };
}

function nextAction(status: string | undefined): '' | 'needs_prepare' | 'needs_attempt' {
  if (status === 'verified') return '';
  return status === 'unverified' ? 'needs_attempt' : 'needs_prepare';
}
