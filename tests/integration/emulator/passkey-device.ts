import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

const userPresent = 0x01;
const userVerified = 0x04;
const hasCredential = 0x40;

/**
 * A device with one passkey for the page at `origin`, as its browser sends what it does (Web Authentication, level 2):
 * an ES256 key without attestation, whose owner has unlocked the device each time.
 */
export function createPasskeyDevice(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(16);
  let signatures = 0;

  const createClientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  function createAuthenticatorData(flags: number, ...credential: Buffer[]): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(signatures);
    const party = sha256(new URL(origin).hostname);
    return Buffer.concat([party, Buffer.from([userPresent | userVerified | flags]), counter, ...credential]);
  }

  /** RFC 9053, section 7.1.1. */
  function encodeKey(): Buffer {
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const coordinate = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
    const key = new Map<number, number | Uint8Array<ArrayBuffer>>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, coordinate(x)],
      [-3, coordinate(y)],
    ]);
    return Buffer.from(isoCBOR.encode(key));
  }

  const writeCredential = (response: Record<string, Buffer>) =>
    JSON.stringify({
      id: credentialId.toString('base64url'),
      rawId: credentialId.toString('base64url'),
      type: 'public-key',
      response: Object.fromEntries(
        Object.entries(response).map(([name, bytes]) => [name, bytes.toString('base64url')]),
      ),
    });

  return {
    /** Answers the challenge of a new passkey: the text of `public_key_credential`. */
    register(challenge: string): string {
      const idLength = Buffer.alloc(2);
      idLength.writeUInt16BE(credentialId.length);
      const model = Buffer.alloc(16);
      const authData = createAuthenticatorData(hasCredential, model, idLength, credentialId, encodeKey());
      const attestation = isoCBOR.encode(
        new Map<string, string | Map<string, string> | Uint8Array<ArrayBuffer>>([
          ['fmt', 'none'],
          ['attStmt', new Map<string, string>()],
          ['authData', new Uint8Array(authData)],
        ]),
      );
      return writeCredential({
        clientDataJSON: createClientData('webauthn.create', challenge),
        attestationObject: Buffer.from(attestation),
      });
    },

    /** Signs the challenge of a sign-in: the text of `public_key_credential`. */
    assert(challenge: string): string {
      signatures += 1;
      const clientData = createClientData('webauthn.get', challenge);
      const authenticatorData = createAuthenticatorData(0);
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), privateKey);
      return writeCredential({ clientDataJSON: clientData, authenticatorData, signature });
    },
  };
}
