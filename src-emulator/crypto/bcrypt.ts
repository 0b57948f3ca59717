import bcrypt from 'bcryptjs';

const pattern = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const minimumCost = 4;
/** Half a minute here; nobody waits longer. */
const maximumCost = 16;

const readCost = (digest: string): number => Number(pattern.exec(digest)?.[1] ?? 0);

export const isBcryptDigest = (digest: string): boolean =>
  readCost(digest) >= minimumCost && readCost(digest) <= maximumCost;

/** Whether the digest is of this password, of which the first 72 bytes count. Other work goes on meanwhile. */
export const verifyBcrypt = async (password: string, digest: string): Promise<boolean> =>
  isBcryptDigest(digest) && bcrypt.compare(password, digest);
