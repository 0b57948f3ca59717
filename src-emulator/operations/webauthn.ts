import type { Caller } from '../context.ts';
import { passkeyOriginInvalid, passkeyVerificationFailed } from '../errors/passkey-errors.ts';
import type { Passkey } from '../state/passkey-record.ts';

type Credential = NonNullable<Passkey['credential']>;

/** What an authenticator answers when it makes a key. */
export type Attestation = Answer<{ clientDataJSON: string; attestationObject: string }>;

/** What an authenticator answers when it signs with a key. */
export type Assertion = Answer<{
  clientDataJSON: string;
  authenticatorData: string;
  signature: string;
  userHandle?: string;
}>;

type Answer<Response> = {
  id: string;
  rawId: string;
  type: 'public-key';
  clientExtensionResults: Record<string, never>;
  response: Response;
};

/** Half of the library is certificates of hardware keys; few emulators ever need it, so it is loaded on first use. */
const loadLibrary = () => import('@simplewebauthn/server');

/** The page that asks is the relying party: its host name, as browsers have it when none is named. */
function readParty({ origin }: Caller): { expectedOrigin: string; expectedRPID: string } {
  const url = origin !== null && URL.canParse(origin) ? new URL(origin) : undefined;
  if (!origin || !url || !/^https?:$/.test(url.protocol)) throw passkeyOriginInvalid();
  return { expectedOrigin: origin, expectedRPID: url.hostname };
}

/** The key that an authenticator has made for `challenge`. Throws when it does not prove that. */
export async function verifyAttestation(
  caller: Caller,
  challenge: string,
  response: Attestation,
): Promise<Credential> {
  const party = readParty(caller);
  const { verifyRegistrationResponse } = await loadLibrary();
  const result = await verifyRegistrationResponse({
    ...party,
    response,
    expectedChallenge: challenge,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!result?.verified) throw passkeyVerificationFailed();
  const { id, publicKey, counter } = result.registrationInfo.credential;
  return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter };
}

/** How often `credential` has signed by now. Throws unless it has signed `challenge`. */
export async function verifyAssertion(
  caller: Caller,
  challenge: string,
  response: Assertion,
  credential: Credential,
): Promise<number> {
  const party = readParty(caller);
  const { verifyAuthenticationResponse } = await loadLibrary();
  const result = await verifyAuthenticationResponse({
    ...party,
    response,
    expectedChallenge: challenge,
    credential: { ...credential, publicKey: Uint8Array.from(Buffer.from(credential.publicKey, 'base64url')) },
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!result?.verified) throw passkeyVerificationFailed();
  return result.authenticationInfo.newCounter;
}
