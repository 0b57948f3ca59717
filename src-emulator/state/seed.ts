import { createId } from './identifiers.ts';
import type { EmailAddress, SigningKey, State, User } from './records.ts';

/** Accounts that a new emulator starts with, so that there is somebody to sign in as. */
export const demoAccounts = [
  {
    emailAddress: 'ada@example.com',
    password: 'Analytical-Engine-1843',
    firstName: 'Ada',
    lastName: 'Lovelace',
  },
  { emailAddress: 'grace@example.com', password: 'Flow-Matic-1955', firstName: 'Grace', lastName: 'Hopper' },
] as const;

export type NewUser = {
  firstName: string | null;
  lastName: string | null;
  passwordHash: string | null;
  emailAddresses: EmailAddress[];
};

/** A user record with nothing but what is given; the first address becomes the primary one. */
export function createUserRecord(newUser: NewUser, now: number): User {
  return {
    id: createId('user'),
    externalId: null,
    ...newUser,
    locale: null,
    passwordUpdatedAt: newUser.passwordHash ? now : null,
    primaryEmailAddressId: newUser.emailAddresses[0]?.id ?? null,
    totp: null,
    backupCodes: null,
    mfaEnabledAt: null,
    mfaDisabledAt: null,
    image: null,
    publicMetadata: {},
    privateMetadata: {},
    unsafeMetadata: {},
    banned: false,
    failedAttempts: 0,
    lockedUntil: null,
    deleteSelfEnabled: true,
    createOrganizationEnabled: false,
    legalAcceptedAt: null,
    lastSignInAt: null,
    lastActiveAt: null,
    createdAt: now,
    updatedAt: now,
  };
}

/** An address that counts as verified: by a code, or (`admin`) because the Backend API said so. */
export const createVerifiedEmail = (
  emailAddress: string,
  strategy: 'email_code' | 'admin',
  now: number,
): EmailAddress => ({
  id: createId('idn'),
  emailAddress,
  verification: {
    strategy,
    status: 'verified',
    attempts: 1,
    expireAt: strategy === 'email_code' ? now : null,
    code: null,
  },
  createdAt: now,
  updatedAt: now,
});

/** The state of an emulator that has not been used yet. */
export async function createSeedState(dependencies: {
  now: number;
  signingKey: SigningKey;
  hashPassword: (password: string) => Promise<string>;
}): Promise<State> {
  const { now, signingKey, hashPassword } = dependencies;
  const users = await Promise.all(
    demoAccounts.map(async ({ emailAddress, password, firstName, lastName }) =>
      createUserRecord(
        {
          firstName,
          lastName,
          passwordHash: await hashPassword(password),
          emailAddresses: [createVerifiedEmail(emailAddress, 'email_code', now)],
        },
        now,
      ),
    ),
  );
  return {
    version: 1,
    signingKey,
    users,
    clients: [],
    sessions: [],
    messages: [],
  };
}
