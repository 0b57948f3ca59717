import type { EmulatorContext } from '../context.ts';
import {
  listMissingFields,
  listOptionalFields,
  listRequiredFields,
  listUnverifiedFields,
} from '../operations/sign-up-fields.ts';
import type { SignUp, Verification } from '../state/records.ts';
import { externalVerificationJson, verificationJson } from './verification-json.ts';

export const signUpJson = ({ store, clock }: EmulatorContext, signUp: SignUp) => ({
  object: 'sign_up_attempt',
  id: signUp.id,
  status: signUp.status,
  required_fields: listRequiredFields(store.settings),
  optional_fields: listOptionalFields(store.settings),
  missing_fields: listMissingFields(store.settings, signUp),
  unverified_fields: listUnverifiedFields(signUp),
  verifications: {
    email_address:
      signUp.emailAddress &&
      sentVerificationJson(signUp.emailVerification, store.settings.emailVerifications, clock()),
    phone_number:
      signUp.phoneNumber && sentVerificationJson(signUp.phoneVerification, ['phone_code'], clock()),
    web3_wallet: null,
    external_account: signUp.external && externalVerificationJson(signUp.external, clock()),
  },
  username: signUp.username,
  email_address: signUp.emailAddress,
  phone_number: signUp.phoneNumber,
  web3_wallet: null,
  password_enabled: signUp.passwordHash !== null,
  has_password: signUp.passwordHash !== null,
  first_name: signUp.firstName,
  last_name: signUp.lastName,
  unsafe_metadata: signUp.unsafeMetadata,
  public_metadata: {},
  custom_action: signUp.customAction,
  external_id: signUp.externalId,
  created_session_id: signUp.createdSessionId,
  created_user_id: signUp.createdUserId,
  abandon_at: signUp.abandonAt,
  legal_accepted_at: signUp.legalAcceptedAt,
  locale: signUp.locale,
});

/** The sign-up as the Backend API shows it, also when it was given up. */
export function backendSignUpJson(context: EmulatorContext, signUp: SignUp) {
  const { has_password: _hasPassword, ...json } = signUpJson(context, signUp);
  const isAbandoned = signUp.status !== 'complete' && context.clock() >= signUp.abandonAt;
  return { ...json, status: isAbandoned ? 'abandoned' : signUp.status };
}

/**
 * Has no status before a code was sent: Clerk's components take `unverified` to mean that one is on its way.
 */
function sentVerificationJson(verification: Verification | null, strategies: readonly string[], now: number) {
  return {
    ...(verification ? verificationJson(verification, now) : {}),
    next_action: nextAction(verification?.status),
    supported_strategies: strategies,
  };
}

function nextAction(status: string | undefined): '' | 'needs_prepare' | 'needs_attempt' {
  if (status === 'verified') return '';
  return status === 'unverified' ? 'needs_attempt' : 'needs_prepare';
}
