import { importPKCS8, type JWTPayload, SignJWT } from 'jose';

/** Signs with a key of the instance's owner: a PKCS #8 PEM, or for the HS algorithms the secret itself. */
export async function signWithKey(
  claims: JWTPayload,
  header: Record<string, string>,
  algorithm: string,
  key: string,
): Promise<string> {
  const material = algorithm.startsWith('HS')
    ? new TextEncoder().encode(key)
    : await importPKCS8(key, algorithm);
  return new SignJWT(claims).setProtectedHeader({ ...header, alg: algorithm, typ: 'JWT' }).sign(material);
}

/** Whether {@link signWithKey} can use it. */
export async function isUsableKey(algorithm: string, key: string): Promise<boolean> {
  try {
    await signWithKey({}, {}, algorithm, key);
    return true;
  } catch {
    return false;
  }
}
