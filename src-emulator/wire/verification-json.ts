import { isExpired } from '../operations/verification.ts';
import type { ExternalVerification, Verification } from '../state/records.ts';
import { assertionNonce } from './passkey-json.ts';

/** Clerk's verification object. Codes are never in it. */
export function verificationJson(verification: Verification, now: number) {
  return {
    object: objectName(verification.strategy),
    status: isExpired(verification, now) ? 'expired' : verification.status,
    strategy: verification.strategy,
    attempts: verification.attempts,
    expire_at: verification.expireAt,
    // A passkey's challenge is no secret: the browser has to have it.
    ...(verification.strategy === 'passkey' && verification.code !== null
      ? { nonce: assertionNonce(verification.code) }
      : {}),
    // Whether the page that waits is the one where the link was opened.
    ...(verification.link?.openedByClientId
      ? { verified_at_client: verification.link.openedByClientId }
      : {}),
  };
}

function objectName(strategy: Verification['strategy']): string {
  if (strategy === 'email_link') return 'verification_email_link';
  if (strategy === 'password') return 'verification_password';
  if (strategy.startsWith('from_oauth_')) return 'verification_from_oauth';
  if (strategy === 'ticket' || strategy === 'passkey' || strategy === 'totp' || strategy === 'backup_code')
    return `verification_${strategy}`;
  return strategy === 'admin' ? 'verification_admin' : 'verification_otp';
}

/** A verification at an identity provider. */
export const externalVerificationJson = (verification: ExternalVerification, now: number) => ({
  object: 'verification_oauth',
  status:
    verification.status === 'unverified' && now >= verification.expireAt ? 'expired' : verification.status,
  strategy: verification.strategy,
  attempts: null,
  expire_at: verification.expireAt,
  external_verification_redirect_url: verification.redirectUrl,
  error: verification.error,
});

/** The same as part of an account, where there is no redirect rather than `null`. */
export function accountVerificationJson(verification: ExternalVerification, now: number) {
  const { external_verification_redirect_url: url, ...json } = externalVerificationJson(verification, now);
  return url === null ? json : { ...json, external_verification_redirect_url: url };
}
