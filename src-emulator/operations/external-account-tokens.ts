import { createHash } from 'node:crypto';
import type { ExternalAccount } from '../state/records.ts';

const lifeMilliseconds = 60 * 60_000;

/**
 * The access token that a provider has given for a connected account. The emulated providers have no API that takes
 * one; it stays the same for an account, and says that it is emulated.
 */
export function externalAccountTokenOf({ id, verification }: ExternalAccount, now: number) {
  const { strategy, identity } = verification;
  const digest = createHash('sha256').update(`${id} ${identity?.providerUserId}`).digest('hex');
  return {
    object: 'oauth_access_token',
    external_account_id: id,
    provider_user_id: identity?.providerUserId ?? '',
    token: `emulated_${digest.slice(0, 40)}`,
    expires_at: now + lifeMilliseconds,
    provider: strategy,
    public_metadata: {},
    label: null,
    scopes: identity?.scopes.split(' ').filter(Boolean) ?? [],
  };
}
