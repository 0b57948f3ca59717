import { randomInt } from 'node:crypto';
import type { EmulatorContext } from '../context.ts';
import { createId } from '../state/identifiers.ts';
import type { BackupCodes, User } from '../state/records.ts';
import { hasSecondFactor } from './has-second-factor.ts';

const codeCount = 10;
const codeLength = 8;
const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

const createCode = (): string =>
  Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');

/** Ten new codes in place of those before; this is the only time that they are seen. */
export async function issueBackupCodes(
  { passwords, clock }: EmulatorContext,
  user: User,
): Promise<{ codes: string[]; issued: BackupCodes }> {
  const codes = Array.from({ length: codeCount }, createCode);
  // SECURITY S47: a backup code is as good as a password for its one use, so it is kept as one.
  const hashes = await Promise.all(codes.map(passwords.hash));
  const now = clock();
  const issued = { id: createId('backup_code'), hashes, createdAt: now, updatedAt: now };
  // Hashing takes long enough for the last second factor to be removed, which takes the codes along.
  if (hasSecondFactor(user)) user.backupCodes = issued;
  user.updatedAt = now;
  return { codes, issued };
}

/** Whether the code is one of those that are left; it is used up with that. */
export async function acceptBackupCode(
  { passwords, clock }: EmulatorContext,
  user: User,
  code: string,
): Promise<boolean> {
  const issued = user.backupCodes;
  for (const hash of issued?.hashes ?? []) {
    if (!(await passwords.verify(code, hash))) continue;
    // The comparison takes long enough for a second request to have used the same code, or for new codes.
    if (!issued?.hashes.includes(hash) || user.backupCodes !== issued) return false;
    issued.hashes = issued.hashes.filter((other) => other !== hash);
    issued.updatedAt = clock();
    return true;
  }
  return false;
}

export function removeBackupCodes({ clock }: EmulatorContext, user: User): void {
  user.backupCodes = null;
  user.updatedAt = clock();
}
