import type { Caller, EmulatorContext } from '../context.ts';
import { ApiError } from '../errors/api-error.ts';
import type { Client, EmailAddress, User } from '../state/records.ts';
import type { SentLink, Verification } from '../state/verification-records.ts';
import { settleVerifiedEmail } from './email-addresses.ts';
import { assertNotLocked, clearLock } from './lockout.ts';
import { verifyReserved } from './reserved-identifiers.ts';
import { completeSignIn } from './sign-in.ts';
import { completeIfReady } from './sign-up-completion.ts';
import { isExpired } from './verification.ts';

type LinkStatus = 'verified' | 'expired' | 'failed' | 'client_mismatch';

export type OpenedLink = {
  status: LinkStatus;
  /** `null` when the link belongs to nothing, or brought no address to go on to. */
  redirectUrl: string | null;
  createdSessionId: string | null;
};

type Waiting = {
  verification: Verification;
  link: SentLink;
  /** Carries on what waited; answers the session that began with it. */
  proceed: (caller: Caller) => string | null;
};

/**
 * What happens when somebody opens a mailed link, in whichever browser. The tab that waits learns of it when it asks
 * for its attempt again. Without cookies the browser is told by its name alone.
 */
export function openEmailLink(context: EmulatorContext, token: string, caller: Caller): OpenedLink {
  const waiting = findWaiting(context, token);
  if (!waiting) return { status: 'failed', redirectUrl: null, createdSessionId: null };
  const { verification, link } = waiting;
  const { redirectUrl } = link;
  const answer = (status: LinkStatus, createdSessionId: string | null = null): OpenedLink => ({
    status,
    redirectUrl,
    createdSessionId,
  });
  if (verification.status === 'verified') return answer('failed');
  if (isExpired(verification, context.clock())) return answer('expired');
  const isSameBrowser = caller.userAgent === link.userAgent;
  if (context.store.settings.emailLinkSameClient && !isSameBrowser) return answer('client_mismatch');
  try {
    const createdSessionId = waiting.proceed({ ...caller, userAgent: link.userAgent });
    verification.status = 'verified';
    if (isSameBrowser) link.openedByClientId = link.clientId;
    return answer('verified', createdSessionId);
  } catch (refusal) {
    // Banned and locked users, and addresses that somebody else has verified meanwhile.
    if (!(refusal instanceof ApiError)) throw refusal;
    verification.status = 'failed';
    return answer('failed');
  }
}

function findWaiting(context: EmulatorContext, token: string): Waiting | undefined {
  const { clients, users } = context.store;
  const now = context.clock();
  const isWanted = (verification: Verification | null | undefined): verification is Verification =>
    verification?.strategy === 'email_link' && verification.code === token;
  for (const client of clients.values()) {
    const { signIn, signUp } = client;
    const first = signIn && now < signIn.abandonAt ? signIn.firstFactor : null;
    if (isWanted(first)) return toWaiting(first, (caller) => proceedSignIn(context, client, caller));
    const email = signUp && now < signUp.abandonAt ? signUp.emailVerification : null;
    if (isWanted(email)) return toWaiting(email, (caller) => proceedSignUp(context, client, email, caller));
  }
  for (const user of users.values())
    for (const email of user.emailAddresses)
      if (isWanted(email.verification))
        return toWaiting(email.verification, () => proceedProfile(context, user, email));
  return undefined;
}

const toWaiting = (verification: Verification, proceed: Waiting['proceed']): Waiting | undefined =>
  verification.link && { verification, link: verification.link, proceed };

function proceedSignIn(context: EmulatorContext, client: Client, caller: Caller): string | null {
  const { signIn } = client;
  const user = signIn?.userId ? context.store.users.get(signIn.userId) : undefined;
  if (!signIn || !user) return null;
  assertNotLocked(user, context.clock());
  clearLock(user);
  if (signIn.firstFactor) verifyReserved(user, signIn.firstFactor, context.clock());
  completeSignIn(context, client, caller, signIn, user, 'email_link');
  return signIn.createdSessionId;
}

function proceedSignUp(
  context: EmulatorContext,
  client: Client,
  verification: Verification,
  caller: Caller,
): string | null {
  const { signUp } = client;
  if (!signUp) return null;
  verification.status = 'verified';
  completeIfReady(context, client, caller, signUp);
  return signUp.createdSessionId;
}

function proceedProfile(context: EmulatorContext, user: User, email: EmailAddress): null {
  settleVerifiedEmail(context, user, email);
  return null;
}
