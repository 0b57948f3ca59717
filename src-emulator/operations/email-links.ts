import type { Caller, EmulatorContext } from '../context.ts';
import { parameterValueInvalid } from '../errors/parameter-errors.ts';
import { applicationName } from '../instance.ts';
import { createId, createRandomToken } from '../state/identifiers.ts';
import type { Client, Message } from '../state/records.ts';
import type { Verification } from '../state/verification-records.ts';
import { isAllowedRedirect } from './oauth.ts';

const linkLifeMilliseconds = 10 * 60_000;

type LinkPurpose = Extract<Message['purpose'], 'sign_in' | 'sign_up' | 'verify_email'>;

const subjects: Record<LinkPurpose, string> = {
  sign_in: `Sign in to ${applicationName}`,
  sign_up: `Verify your email to join ${applicationName}`,
  verify_email: `Verify your email for ${applicationName}`,
};

/** Where a mailed link leads first; the emulator then sends the person on. */
const linkAddress = (url: string, token: string): string => `${url}/v1/verify?token=${token}`;

/**
 * Puts a new link in the outbox and returns the verification that waits for it to be opened. Throws for a
 * redirect that is not allowed.
 */
export function sendLink(
  context: EmulatorContext,
  parameters: {
    client: Client;
    caller: Caller;
    to: string;
    purpose: LinkPurpose;
    redirectUrl?: string | undefined;
  },
): Verification {
  const { client, caller, to, purpose, redirectUrl } = parameters;
  if (redirectUrl && !isAllowedRedirect(redirectUrl))
    throw parameterValueInvalid('redirect_url', 'must be a page of the application on this computer.');
  const now = context.clock();
  const token = createRandomToken();
  context.store.addMessage({
    id: createId('msg'),
    to,
    kind: 'email_link',
    purpose,
    code: null,
    link: linkAddress(context.url, token),
    subject: subjects[purpose],
    body: `Open the link to go on. It works once, within 10 minutes. This is an emulated e-mail.`,
    sentAt: now,
  });
  return {
    strategy: 'email_link',
    status: 'unverified',
    attempts: 0,
    expireAt: now + linkLifeMilliseconds,
    code: token,
    link: {
      redirectUrl: redirectUrl ?? null,
      clientId: client.id,
      userAgent: caller.userAgent,
      openedByClientId: null,
    },
  };
}
