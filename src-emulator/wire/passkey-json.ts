import { z } from 'zod';
import { applicationName } from '../instance.ts';
import type { Passkey } from '../state/passkey-record.ts';
import type { User } from '../state/records.ts';

const timeoutMilliseconds = 60_000;

/** ES256, EdDSA, RS256: what authenticators have (https://www.iana.org/assignments/cose). */
const algorithms = [-7, -8, -257];

/**
 * What a browser needs to ask an authenticator for a signature, as the text that clerk-js reads from `nonce`.
 * Any passkey will do, and the relying party is the page itself.
 */
export const assertionNonce = (challenge: string): string =>
  JSON.stringify({
    challenge,
    timeout: timeoutMilliseconds,
    allowCredentials: [],
    userVerification: 'required',
  });

/** The same for a new key, which replaces none of the user's others. */
function attestationNonce(user: User, challenge: string): string {
  const primary = user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId);
  const name = primary?.emailAddress ?? user.id;
  return JSON.stringify({
    rp: { name: applicationName },
    user: { id: Buffer.from(user.id).toString('base64url'), name, displayName: name },
    challenge,
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
    timeout: timeoutMilliseconds,
    excludeCredentials: user.passkeys.flatMap(({ credential }) =>
      credential ? [{ type: 'public-key', id: credential.id }] : [],
    ),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    attestation: 'none',
  });
}

export const passkeyJson = (passkey: Passkey, user: User, now: number) => ({
  object: 'passkey',
  id: passkey.id,
  name: passkey.name,
  last_used_at: passkey.lastUsedAt,
  verification: {
    object: 'verification_passkey',
    status: statusOf(passkey, now),
    strategy: 'passkey',
    attempts: passkey.challenge === null ? 1 : 0,
    expire_at: passkey.expireAt,
    ...(passkey.challenge === null ? {} : { nonce: attestationNonce(user, passkey.challenge) }),
  },
  created_at: passkey.createdAt,
  updated_at: passkey.updatedAt,
});

/** A verified one as the Backend API shows it, which is less. One that was only registered was used for that. */
export const backendPasskeyJson = (passkey: Passkey) => ({
  object: 'passkey',
  id: passkey.id,
  name: passkey.name,
  last_used_at: passkey.lastUsedAt ?? passkey.createdAt,
  verification: {
    object: 'verification_passkey',
    status: 'verified',
    strategy: 'passkey',
    attempts: 1,
    expire_at: passkey.expireAt,
  },
});

function statusOf({ credential, challenge, expireAt }: Passkey, now: number): string {
  if (credential) return 'verified';
  if (challenge === null) return 'failed';
  return now >= expireAt ? 'expired' : 'unverified';
}

const textField = z.string().max(65_536);

const answerFields = {
  id: textField,
  rawId: textField,
  type: z.literal('public-key'),
  clientExtensionResults: z.strictObject({}).catch({}).default({}),
};

/** `public_key_credential` is JSON in a form field. */
const readJson = textField.transform((text, context) => {
  try {
    return z.unknown().parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON.' });
    return z.NEVER;
  }
});

export const attestationField = readJson.pipe(
  z.object({
    ...answerFields,
    response: z.object({ clientDataJSON: textField, attestationObject: textField }),
  }),
);

export const assertionField = readJson.pipe(
  z.object({
    ...answerFields,
    response: z
      .object({
        clientDataJSON: textField,
        authenticatorData: textField,
        signature: textField,
        userHandle: textField.nullable().optional(),
      })
      .transform(({ userHandle, ...response }) => ({ ...response, ...(userHandle ? { userHandle } : {}) })),
  }),
);
