import { createNoAccess } from './access-records.ts';
import { createId } from './identifiers.ts';
import { createNoOrganizations } from './organization-records.ts';
import { addSeedOrganizations, type OrganizationSeed } from './organization-seed.ts';
import { createEmptyPlatform } from './platform-records.ts';
import type { EmailAddress, Metadata, PhoneNumber, SigningKey, State, User } from './records.ts';
import { defaultSettings, mergeSettings, type SettingsChanges } from './settings.ts';
import { createEndpointRecord, type WebhookEndpointFields } from './webhook-endpoint.ts';
import { createNoWebhooks, type WebhookEndpoint } from './webhook-records.ts';

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
    externalAccounts: [],
    primaryEmailAddressId: newUser.emailAddresses[0]?.id ?? null,
    username: null,
    phoneNumbers: [],
    primaryPhoneNumberId: null,
    totp: null,
    backupCodes: null,
    mfaEnabledAt: null,
    mfaDisabledAt: null,
    passwordCompromised: false,
    passkeys: [],
    image: null,
    publicMetadata: {},
    privateMetadata: {},
    unsafeMetadata: {},
    banned: false,
    failedAttempts: 0,
    lockedUntil: null,
    deleteSelfEnabled: true,
    createOrganizationEnabled: true,
    createOrganizationsLimit: null,
    bypassClientTrust: false,
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
  reserved: false,
  createdAt: now,
  updatedAt: now,
});

/** The same for a number. */
export const createVerifiedPhone = (
  phoneNumber: string,
  strategy: 'phone_code' | 'admin',
  now: number,
): PhoneNumber => ({
  id: createId('idn'),
  phoneNumber,
  verification: {
    strategy,
    status: 'verified',
    attempts: 1,
    expireAt: strategy === 'phone_code' ? now : null,
    code: null,
  },
  reserved: false,
  reservedForSecondFactor: false,
  defaultSecondFactor: false,
  createdAt: now,
  updatedAt: now,
});

type SeedUser = {
  /** Made up when left out. */
  id?: string | undefined;
  /** All count as verified; the first becomes the primary one. Not needed with a number or a username. */
  emailAddresses?: readonly string[] | undefined;
  /** In E.164; verified as well. */
  phoneNumbers?: readonly string[] | undefined;
  /** In lower case. */
  username?: string | undefined;
  password?: string | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  externalId?: string | null | undefined;
  publicMetadata?: Metadata | undefined;
  privateMetadata?: Metadata | undefined;
  unsafeMetadata?: Metadata | undefined;
  banned?: boolean | undefined;
};

/** What an emulator starts with, and goes back to when it is reset. */
export type Seed = OrganizationSeed & {
  readonly users: readonly SeedUser[];
  readonly settings?: SettingsChanges | undefined;
  readonly webhooks?: readonly WebhookEndpointFields[] | undefined;
};

export const demoSeed: Seed = {
  users: demoAccounts.map(({ emailAddress, ...account }) => ({ ...account, emailAddresses: [emailAddress] })),
};

type SeedDependencies = { now: number; hashPassword: (password: string) => Promise<string> };

/** Makes the records. Equal passwords share one hash, since a hash takes its time. */
export function createSeedUsers(seed: Seed, { now, hashPassword }: SeedDependencies): Promise<User[]> {
  const hashes = new Map<string, Promise<string>>();
  const hashOnce = (password: string): Promise<string> => {
    const hash = hashes.get(password) ?? hashPassword(password);
    hashes.set(password, hash);
    return hash;
  };
  return Promise.all(
    seed.users.map(async ({ id, emailAddresses = [], password, ...given }) => {
      const user = createUserRecord(
        {
          firstName: given.firstName ?? null,
          lastName: given.lastName ?? null,
          passwordHash: password === undefined ? null : await hashOnce(password),
          emailAddresses: emailAddresses.map((address) => createVerifiedEmail(address, 'email_code', now)),
        },
        now,
      );
      const phoneNumbers = (given.phoneNumbers ?? []).map((phoneNumber) =>
        createVerifiedPhone(phoneNumber, 'phone_code', now),
      );
      return {
        ...user,
        id: id ?? user.id,
        username: given.username ?? null,
        phoneNumbers,
        primaryPhoneNumberId: phoneNumbers[0]?.id ?? null,
        externalId: given.externalId ?? null,
        publicMetadata: given.publicMetadata ?? {},
        privateMetadata: given.privateMetadata ?? {},
        unsafeMetadata: given.unsafeMetadata ?? {},
        banned: given.banned ?? false,
      };
    }),
  );
}

export const createSeedEndpoints = (seed: Seed, now: number): WebhookEndpoint[] =>
  (seed.webhooks ?? []).map((fields) => createEndpointRecord(fields, now));

/** The state of an emulator that has not been used yet. */
export async function createSeedState(
  dependencies: SeedDependencies & { signingKey: SigningKey; seed?: Seed },
): Promise<State> {
  const { signingKey, seed = demoSeed, now } = dependencies;
  const settings = mergeSettings(defaultSettings, seed.settings ?? {});
  const users = await createSeedUsers(seed, dependencies);
  const organizations = createNoOrganizations();
  addSeedOrganizations(organizations, seed, { users, settings: settings.organizations, now });
  return {
    version: 1,
    signingKey,
    retiredKeys: [],
    settings,
    users,
    clients: [],
    sessions: [],
    messages: [],
    providerAccounts: [],
    access: createNoAccess(),
    organizations,
    platform: createEmptyPlatform(),
    devBrowsers: [],
    webhooks: { ...createNoWebhooks(), endpoints: createSeedEndpoints(seed, dependencies.now) },
  };
}
