import type { EmulatorContext } from '../context.ts';
import { hasSecondFactor } from '../operations/has-second-factor.ts';
import { isLocked, remainingLockSeconds } from '../operations/lockout.ts';
import { listMembershipsOf } from '../operations/organization-members.ts';
import { mayCreateOrganizations } from '../operations/organizations.ts';
import { verifiedPasskeys } from '../operations/passkeys.ts';
import type { User } from '../state/records.ts';
import { externalAccountJson } from './external-account-json.ts';
import { emailAddressJson, phoneNumberJson } from './identification-json.ts';
import { membershipJson } from './organization-json.ts';
import { backendPasskeyJson, passkeyJson } from './passkey-json.ts';
import { imageUrl } from './public-user-data-json.ts';

export { identifierOf, imageUrl, primaryEmailAddress, publicUserDataJson } from './public-user-data-json.ts';

const day = 24 * 60 * 60_000;

/** The user as the Frontend API shows it. */
export function userJson(context: EmulatorContext, user: User) {
  const now = context.clock();
  const { settings } = context.store;
  return {
    id: user.id,
    object: 'user',
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    locale: user.locale,
    image_url: imageUrl(context, user),
    has_image: user.image !== null,
    primary_email_address_id: user.primaryEmailAddressId,
    primary_phone_number_id: user.primaryPhoneNumberId,
    primary_web3_wallet_id: null,
    password_enabled: user.passwordHash !== null,
    two_factor_enabled: hasSecondFactor(user),
    totp_enabled: user.totp?.verified ?? false,
    backup_code_enabled: (user.backupCodes?.hashes.length ?? 0) > 0,
    email_addresses: user.emailAddresses.map((email) => emailAddressJson(user, email, now)),
    phone_numbers: user.phoneNumbers.map((phone) => phoneNumberJson(phone, now)),
    web3_wallets: [],
    passkeys: verifiedPasskeys(user).map((passkey) => passkeyJson(passkey, user, now)),
    external_accounts: user.externalAccounts.map((account) => externalAccountJson(context, account)),
    saml_accounts: [],
    enterprise_accounts: [],
    organization_memberships: context.store.settings.organizations.enabled
      ? listMembershipsOf(context, user.id).map((membership) => membershipJson(context, membership))
      : [],
    password_last_updated_at: user.passwordUpdatedAt,
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    external_id: user.externalId,
    last_sign_in_at: user.lastSignInAt,
    banned: user.banned,
    locked: isLocked(user, now),
    lockout_expires_in_seconds: remainingLockSeconds(user, now),
    verification_attempts_remaining: settings.lockout
      ? Math.max(0, settings.lockoutAttempts - user.failedAttempts)
      : null,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
    delete_self_enabled: user.deleteSelfEnabled,
    create_organization_enabled: mayCreateOrganizations(context, user),
    ...(user.createOrganizationsLimit === null
      ? {}
      : { create_organizations_limit: user.createOrganizationsLimit }),
    // Clerk tells the day only.
    last_active_at: user.lastActiveAt === null ? null : user.lastActiveAt - (user.lastActiveAt % day),
    mfa_enabled_at: user.mfaEnabledAt,
    mfa_disabled_at: user.mfaDisabledAt,
    legal_accepted_at: user.legalAcceptedAt,
  };
}

/** The user as the Backend API shows it: with the metadata that no frontend may see. */
export const backendUserJson = (context: EmulatorContext, user: User) => ({
  ...userJson(context, user),
  passkeys: verifiedPasskeys(user).map(backendPasskeyJson),
  organization_memberships: [],
  bypass_client_trust: user.bypassClientTrust,
  private_metadata: user.privateMetadata,
});

export const deletedJson = (object: string, id: string) => ({ object, id, deleted: true });
