import type { EmulatorContext } from '../context.ts';
import { apiError } from '../errors/api-error.ts';
import type { User } from '../state/records.ts';

const noPasswordSet = () =>
  apiError(
    400,
    'no_password_set',
    'no password set',
    'This user does not have a password set for their account',
  );

/** Resolves when it is the user's password. For a backend: it counts towards no lock. */
export async function checkPassword(
  { passwords }: EmulatorContext,
  user: User,
  password: string,
): Promise<void> {
  if (!user.passwordHash) throw noPasswordSet();
  if (!(await passwords.verify(password, user.passwordHash)))
    throw apiError(422, 'incorrect_password', 'incorrect password', 'The provided password is incorrect');
}

/** The user signs in by other means from now on. */
export function removePassword({ clock }: EmulatorContext, user: User): void {
  if (!user.passwordHash) throw noPasswordSet();
  user.passwordHash = null;
  user.passwordCompromised = false;
  user.updatedAt = clock();
}
