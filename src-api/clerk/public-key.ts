import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** The keys of a JSON Web Key Set that can be Clerk signing keys; others in the set are passed over. */
const keySetSchema = z.object({ keys: z.array(z.unknown()).max(100) });
const signingKeySchema = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  alg: z.literal('RS256').optional(),
  use: z.literal('sig').optional(),
});

/** Reads a JWKS (RFC 7517): PEM by key id, or `undefined` when it holds no usable key. */
export function readKeySet(document: unknown): Map<string, string> | undefined {
  const set = keySetSchema.safeParse(document);
  if (!set.success) return undefined;
  const keys = new Map<string, string>();
  for (const candidate of set.data.keys) {
    const jwk = signingKeySchema.safeParse(candidate);
    if (!jwk.success) continue;
    const { kid, kty, n, e } = jwk.data;
    const pem = usablePem(() => createPublicKey({ key: { kty, n, e }, format: 'jwk' }));
    if (pem !== undefined) keys.set(kid, pem);
  }
  return keys.size > 0 ? keys : undefined;
}

/** A PEM public key in its normal form, or `undefined` when it cannot be a Clerk signing key. */
export const readPemKey = (pem: string): string | undefined => usablePem(() => createPublicKey(pem));

/**
 * @clerk/backend reads 2048-bit RSA keys with the exponent 65537 from a PEM, which is what Clerk signs with.
 */
function usablePem(read: () => KeyObject): string | undefined {
  try {
    const key = read();
    const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
    if (key.asymmetricKeyType !== 'rsa' || modulusLength !== 2048 || publicExponent !== 65537n)
      return undefined;
    return String(key.export({ type: 'spki', format: 'pem' }));
  } catch {
    return undefined;
  }
}
