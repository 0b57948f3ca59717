import { createHash } from 'node:crypto';
import type { EmulatorContext } from '../context.ts';
import { ApiError } from '../errors/api-error.ts';
import { parameterMissing, parameterValueInvalid } from '../errors/parameter-errors.ts';
import type { InstanceIdentity } from '../instance.ts';
import type { DevBrowser } from '../state/dev-browser-records.ts';
import { createRandomToken } from '../state/identifiers.ts';
import type { Client } from '../state/records.ts';
import { createClient } from './clients.ts';
import { createDevBrowser, findClientOfDevBrowser } from './dev-browsers.ts';
import { activateOrganization } from './organizations.ts';
import { issueSessionToken } from './session-tokens.ts';
import { findActiveSession } from './sessions.ts';

const nonceLifeMilliseconds = 60_000;
const yearSeconds = 365 * 24 * 60 * 60;

type HandshakeRequest = {
  /** The one that the browser keeps in a cookie of the emulator's; it goes before that of the application's. */
  knownClient: Client | undefined;
  redirectUrl: string | undefined;
  devBrowserId: string | undefined;
  /** `nonce`: the application fetches the cookies; otherwise they travel in a signed token. */
  format: string | undefined;
  /** By id or slug; the empty text is the personal account. One that cannot be chosen changes nothing. */
  organizationId: string | undefined;
};

/**
 * Lets an application's server have the browser's cookies as they should be, and answers the address to send the
 * browser back to. Throws when that is not on this computer.
 */
export async function shakeHands(
  context: EmulatorContext,
  { knownClient, redirectUrl, devBrowserId, format, organizationId }: HandshakeRequest,
): Promise<{ destination: string; client: Client }> {
  const { instance, store, clock, tokens } = context;
  const destination = readDestination(redirectUrl);
  const { browser, client } = agreeOnClient(context, devBrowserId, knownClient);
  if (organizationId !== undefined) chooseOrganization(context, client, organizationId);
  const cookies = [
    ...withSuffix(instance, '__clerk_db_jwt', browser.id, yearSeconds),
    ...(await sessionCookies(context, client, destination.origin)),
  ];
  if (format === 'nonce') {
    const nonce = createRandomToken();
    const now = clock();
    store.handshakes.put(nonce, now, { cookies, expireAt: now + nonceLifeMilliseconds });
    destination.searchParams.set('__clerk_handshake_nonce', nonce);
  } else {
    destination.searchParams.set('__clerk_handshake', await tokens.signClaims({ handshake: cookies }));
  }
  return { destination: destination.href, client };
}

function chooseOrganization(context: EmulatorContext, client: Client, idOrSlug: string): void {
  const session = findActiveSession(context, client);
  const user = session && context.store.users.get(session.userId);
  if (!user) return;
  try {
    activateOrganization(context, session, user, idOrSlug || null);
  } catch (refusal) {
    if (!(refusal instanceof ApiError)) throw refusal;
  }
}

function agreeOnClient(
  context: EmulatorContext,
  devBrowserId: string | undefined,
  knownClient: Client | undefined,
): { browser: DevBrowser; client: Client } {
  const known = devBrowserId === undefined ? undefined : context.store.devBrowsers.get(devBrowserId);
  const client = knownClient ?? (known && findClientOfDevBrowser(context, known.id)) ?? createClient(context);
  const browser = known ?? createDevBrowser(context, client);
  browser.clientId = client.id;
  return { browser, client };
}

/** The cookies that belong to a nonce, once; `undefined` for any other. */
export const redeemHandshake = (
  { store, clock }: EmulatorContext,
  nonce: string,
): readonly string[] | undefined => store.handshakes.take(nonce, clock())?.cookies;

/**
 * SECURITY S47: the token of who is signed in goes to pages on this computer only, and to a browser that proves to be
 * the one by its own secret.
 */
function readDestination(redirectUrl: string | undefined): URL {
  if (!redirectUrl) throw parameterMissing('redirect_url');
  const url = URL.canParse(redirectUrl) ? new URL(redirectUrl) : undefined;
  const isLocal =
    url && /^https?:$/.test(url.protocol) && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
  if (!isLocal || url.username || url.password)
    throw parameterValueInvalid('redirect_url', 'must start with http://127.0.0.1 or http://localhost.');
  return url;
}

async function sessionCookies(context: EmulatorContext, client: Client, origin: string): Promise<string[]> {
  const session = findActiveSession(context, client);
  const { instance } = context;
  if (!session)
    return [
      ...withSuffix(instance, '__client_uat', '0', yearSeconds),
      ...withSuffix(instance, '__session', '', 0),
    ];
  const token = await issueSessionToken(context, { ...session, origin });
  const updatedAt = Math.floor(client.updatedAt / 1000);
  return [
    ...withSuffix(instance, '__client_uat', String(updatedAt), yearSeconds),
    ...withSuffix(instance, '__session', token, yearSeconds),
  ];
}

/** Clerk's packages read a cookie by its name with the instance's suffix, older ones by the bare name. */
const withSuffix = (
  { publishableKey }: InstanceIdentity,
  name: string,
  value: string,
  lifeSeconds: number,
): string[] =>
  [name, `${name}_${cookieSuffix(publishableKey)}`].map(
    (full) => `${full}=${value}; Path=/; Max-Age=${lifeSeconds}; SameSite=Lax`,
  );

/** As `@clerk/shared/keys` derives it. */
const cookieSuffix = (key: string): string =>
  createHash('sha1').update(key).digest('base64url').substring(0, 8);
