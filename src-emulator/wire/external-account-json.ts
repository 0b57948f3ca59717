import type { EmulatorContext } from '../context.ts';
import type { ExternalAccount, ExternalVerification } from '../state/records.ts';
import { accountVerificationJson } from './verification-json.ts';

/** An account at an identity provider. `verification` differs from the account's own while it is asked again. */
export function externalAccountJson(
  { url, clock }: EmulatorContext,
  account: ExternalAccount,
  verification: ExternalVerification = account.verification,
) {
  const { identity, strategy } = account.verification;
  return {
    object: 'external_account',
    id: account.id,
    identification_id: account.identificationId,
    provider: strategy,
    provider_user_id: identity?.providerUserId ?? '',
    approved_scopes: identity?.scopes ?? '',
    email_address: identity?.emailAddress ?? '',
    first_name: identity?.firstName ?? '',
    last_name: identity?.lastName ?? '',
    image_url: identity === null ? '' : `${url}/_idp/${strategy.replace('oauth_', '')}/icon.svg`,
    username: null,
    phone_number: null,
    public_metadata: {},
    label: null,
    verification: accountVerificationJson(verification, clock()),
    created_at: account.createdAt,
    updated_at: account.updatedAt,
  };
}
