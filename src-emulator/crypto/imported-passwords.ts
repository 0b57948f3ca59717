import { createCipheriv, createHash, pbkdf2, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { isArgon2Digest, verifyArgon2 } from './argon2.ts';
import { isBcryptDigest, verifyBcrypt } from './bcrypt.ts';
import { isPhpassDigest, verifyPhpass } from './phpass.ts';

/** Digests of passwords as other systems made them, in the forms that Clerk takes them over in. */

type Hasher = {
  isDigest(digest: string): boolean;
  verify(password: string, digest: string): Promise<boolean> | boolean;
};

/** What a digest asks for is done for whoever signs in, so it has a limit. */
const maximumIterations = 10_000_000;
const maximumScryptMemory = 256 * 1024 * 1024;

const derive = promisify(pbkdf2);
const deriveByScrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

const hash = (algorithm: string, ...parts: (string | Buffer)[]): Buffer =>
  parts.reduce((sum, part) => sum.update(part), createHash(algorithm)).digest();

const isSame = (actual: Buffer, expected: Buffer): boolean =>
  actual.length === expected.length && timingSafeEqual(actual, expected);

/** A pattern whose groups a digest consists of; `isUsable` refuses what nobody can compute. */
function byPattern(
  pattern: RegExp,
  verify: (password: string, groups: string[]) => Promise<boolean> | boolean,
  isUsable: (groups: string[]) => boolean = () => true,
): Hasher {
  const readGroups = (digest: string) => pattern.exec(digest)?.slice(1);
  return {
    isDigest(digest) {
      const groups = readGroups(digest);
      return groups !== undefined && isUsable(groups);
    },
    verify(password, digest) {
      const groups = readGroups(digest);
      return groups !== undefined && verify(password, groups);
    },
  };
}

const hexPattern = /^([0-9a-f]{2})+$/i;
const hexOrText = (text: string): Buffer => Buffer.from(text, hexPattern.test(text) ? 'hex' : 'utf8');

type Encoding = 'hex' | 'base64' | 'utf8';

/** Long enough to be of one password: a short one would fit many, and an empty one all. */
const hexHash = '(?:[0-9a-fA-F]{2}){16,}';
const base64Hash = '[A-Za-z0-9+/]{22,}={0,2}';

/** `<prefix>$<iterations>$<salt>$<hash>`, and for one of them the length of the hash. */
function byPbkdf2(
  prefix: string,
  algorithm: string,
  { readSalt, hashEncoding }: { readSalt: (text: string) => Buffer; hashEncoding: Encoding },
): Hasher {
  const hashPattern = hashEncoding === 'hex' ? hexHash : base64Hash;
  return byPattern(
    new RegExp(`^${prefix}\\$(\\d{1,8})\\$([^$]*)\\$(${hashPattern})(?:\\$\\d+)?$`),
    async (password, [iterations, salt = '', text = '']) => {
      const expected = Buffer.from(text, hashEncoding);
      const actual = await derive(password, readSalt(salt), Number(iterations), expected.length, algorithm);
      return isSame(actual, expected);
    },
    ([iterations]) => Number(iterations) >= 1 && Number(iterations) <= maximumIterations,
  );
}

const salted = (encoding: Encoding) => (text: string) => Buffer.from(text, encoding);

const isScryptUsable = (cost: number, blockSize: number, parallelism: number): boolean =>
  cost > 1 &&
  Number.isInteger(Math.log2(cost)) &&
  blockSize >= 1 &&
  parallelism >= 1 &&
  128 * blockSize * (cost + parallelism + 2) <= maximumScryptMemory;

/** Firebase encrypts the project's key with the key that it derives from the password. */
async function verifyFirebase(
  password: string,
  [text = '', salt = '', signerKey = '', separator = '', rounds, memoryCost]: string[],
): Promise<boolean> {
  const bytes = Buffer.concat([Buffer.from(salt, 'base64'), Buffer.from(separator, 'base64')]);
  const options = { N: 2 ** Number(memoryCost), r: Number(rounds), p: 1, maxmem: maximumScryptMemory };
  const key = await deriveByScrypt(password, bytes, 32, options);
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return isSame(cipher.update(Buffer.from(signerKey, 'base64')), Buffer.from(text, 'base64'));
}

async function verifyWerkzeug(
  password: string,
  [cost, blockSize, parallelism, salt = '', text = '']: string[],
): Promise<boolean> {
  const expected = Buffer.from(text, hexPattern.test(text) ? 'hex' : 'base64');
  const options = {
    N: Number(cost),
    r: Number(blockSize),
    p: Number(parallelism),
    maxmem: maximumScryptMemory,
  };
  return isSame(await deriveByScrypt(password, Buffer.from(salt), expected.length, options), expected);
}

function verifySymfony(password: string, [iterations, salt = '', text = '']: string[]): boolean {
  const input = Buffer.from(salt === '' ? password : `${password}{${salt}}`);
  let digest = hash('sha512', input);
  for (let round = 1; round < Number(iterations); round += 1) digest = hash('sha512', digest, input);
  return isSame(digest, Buffer.from(text, 'base64'));
}

function verifyLdap(password: string, [text = '']: string[]): boolean {
  const bytes = Buffer.from(text, 'base64');
  return isSame(hash('sha1', password, bytes.subarray(20)), bytes.subarray(0, 20));
}

const djangoPrefix = 'bcrypt_sha256$';
const hexOf = (algorithm: string, password: string): string => hash(algorithm, password).toString('hex');

const hashers = {
  argon2i: { isDigest: (digest) => isArgon2Digest('argon2i', digest), verify: verifyArgon2 },
  argon2id: { isDigest: (digest) => isArgon2Digest('argon2id', digest), verify: verifyArgon2 },
  bcrypt: { isDigest: isBcryptDigest, verify: verifyBcrypt },
  bcrypt_sha256_django: {
    isDigest: (digest) =>
      digest.startsWith(djangoPrefix) && isBcryptDigest(digest.slice(djangoPrefix.length)),
    verify: (password, digest) => verifyBcrypt(hexOf('sha256', password), digest.slice(djangoPrefix.length)),
  },
  ldap_ssha: byPattern(/^\{SSHA\}([A-Za-z0-9+/]{28,}={0,2})$/, verifyLdap),
  md5: byPattern(/^([0-9a-f]{32})$/i, (password, [text = '']) =>
    isSame(hash('md5', password), Buffer.from(text, 'hex')),
  ),
  md5_phpass: {
    isDigest: isPhpassDigest,
    verify: (password, digest) => verifyPhpass(hexOf('md5', password), digest),
  },
  pbkdf2_sha1: byPbkdf2('pbkdf2_sha1', 'sha1', { readSalt: hexOrText, hashEncoding: 'hex' }),
  pbkdf2_sha256: byPbkdf2('pbkdf2_sha256', 'sha256', { readSalt: salted('base64'), hashEncoding: 'base64' }),
  pbkdf2_sha256_django: byPbkdf2('pbkdf2_sha256', 'sha256', {
    readSalt: salted('utf8'),
    hashEncoding: 'base64',
  }),
  pbkdf2_sha512: byPbkdf2('pbkdf2_sha512', 'sha512', { readSalt: salted('utf8'), hashEncoding: 'hex' }),
  pbkdf2_sha512_hex: byPbkdf2('pbkdf2_sha512_hex', 'sha512', {
    readSalt: salted('hex'),
    hashEncoding: 'hex',
  }),
  phpass: { isDigest: isPhpassDigest, verify: verifyPhpass },
  scrypt_firebase: byPattern(
    /^([A-Za-z0-9+/_-]{22,}=*)\$([A-Za-z0-9+/_-]+=*)\$([A-Za-z0-9+/_-]+=*)\$([A-Za-z0-9+/_-]*=*)\$(\d)\$(1?\d)$/,
    verifyFirebase,
    ([, , , , rounds, memoryCost]) => isScryptUsable(2 ** Number(memoryCost), Number(rounds), 1),
  ),
  scrypt_werkzeug: byPattern(
    new RegExp(`^\\$?scrypt:(\\d{1,6}):(\\d{1,2}):(\\d{1,2})\\$([^$]+)\\$(${base64Hash})$`),
    verifyWerkzeug,
    ([cost, blockSize, parallelism]) => isScryptUsable(Number(cost), Number(blockSize), Number(parallelism)),
  ),
  sha256: byPattern(/^([0-9a-f]{64})$/i, (password, [text = '']) =>
    isSame(hash('sha256', password), Buffer.from(text, 'hex')),
  ),
  sha512_symfony: byPattern(
    /^sha512_symfony\$([1-9]\d{0,5})\$([^$]*)\$([A-Za-z0-9+/]{86}==)$/,
    verifySymfony,
  ),
} satisfies Record<string, Hasher>;

export type PasswordHasherName = keyof typeof hashers;

const isHasherName = (name: string): name is PasswordHasherName => Object.hasOwn(hashers, name);

/** Names of the algorithms, as requests of the Backend API have them. */
export const passwordHasherNames = Object.keys(hashers).filter(isHasherName);

/** How an imported digest is kept; `undefined` when it is none of that algorithm. */
export const toStoredDigest = (name: PasswordHasherName, digest: string): string | undefined =>
  hashers[name].isDigest(digest) ? `${storedPrefix}${name}:${digest}` : undefined;

const storedPrefix = 'imported:';

export const isStoredDigest = (stored: string): boolean => stored.startsWith(storedPrefix);

/** Whether a digest that {@link toStoredDigest} made is of this password. */
export async function verifyStoredDigest(password: string, stored: string): Promise<boolean> {
  const [, name = '', digest = ''] = /^imported:(\w+):(.+)$/s.exec(stored) ?? [];
  return isHasherName(name) && hashers[name].verify(password, digest);
}
