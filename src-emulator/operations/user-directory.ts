import type { EmulatorContext } from '../context.ts';
import { ApiError, parameterError } from '../errors/api-error.ts';
import { parameterMissing, parameterResourceNotFound } from '../errors/parameter-errors.ts';
import type { Image } from '../state/image-record.ts';
import type { EmailAddress, Metadata, PhoneNumber, User } from '../state/records.ts';
import { createUserRecord, createVerifiedEmail, createVerifiedPhone } from '../state/seed.ts';
import type { Settings } from '../state/settings.ts';
import { isFirstFactorEnabled } from './first-factors.ts';
import { applyCredentials, type GivenCredentials, readCredentials } from './given-credentials.ts';
import { assertLockable, lockUser } from './lockout.ts';
import { mergeDeep } from './metadata.ts';
import { sendNotice } from './notices.ts';
import type { IdentificationStatus } from './reserved-identifiers.ts';
import { revokeSessionsOfUser } from './sessions.ts';
import { assertIdentifiersFree } from './user-identifiers.ts';
import { assertUsernameFree } from './usernames.ts';
import { setPrimaries } from './users.ts';

/** What a backend may set on creating and on changing a user. */
export type UserFields = GivenCredentials & {
  /** In lower case. */
  username?: string | null | undefined;
  externalId?: string | null | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  locale?: string | null | undefined;
  deleteSelfEnabled?: boolean | null | undefined;
  createOrganizationEnabled?: boolean | null | undefined;
  createOrganizationsLimit?: number | null | undefined;
  legalAcceptedAt?: number | null | undefined;
  bypassClientTrust?: boolean | null | undefined;
  createdAt?: number | null | undefined;
};

export type NewUserFields = UserFields & {
  emailAddresses: string[];
  /** Of each address; all verified when left out. */
  emailStatuses?: IdentificationStatus[] | undefined;
  /** E.164. */
  phoneNumbers: string[];
  phoneStatuses?: IdentificationStatus[] | undefined;
  skipPasswordRequirement: boolean;
  /** One identifier of any kind is enough. */
  skipUserRequirement: boolean;
  skipLegalChecks: boolean;
  publicMetadata?: Metadata | undefined;
  privateMetadata?: Metadata | undefined;
  unsafeMetadata?: Metadata | undefined;
  banned: boolean;
  locked: boolean;
};

/** Creates a user; the first address and the first number become the primary ones. */
export async function createUser(context: EmulatorContext, fields: NewUserFields): Promise<User> {
  const { store, clock } = context;
  assertComplete(context, fields);
  if (fields.locked) assertLockable(store.settings);
  assertIdentifiersFree(context, fields);
  assertExternalIdFree(context, fields.externalId);
  const credentials = await readCredentials(context, fields);
  assertIdentifiersFree(context, fields);
  assertExternalIdFree(context, fields.externalId);

  const now = clock();
  const emailAddresses = fields.emailAddresses.map((address, index) =>
    withStatus(createVerifiedEmail(address, 'admin', now), fields.emailStatuses?.[index]),
  );
  const user = createUserRecord({ firstName: null, lastName: null, passwordHash: null, emailAddresses }, now);
  user.phoneNumbers = fields.phoneNumbers.map((number, index) =>
    withStatus(createVerifiedPhone(number, 'admin', now), fields.phoneStatuses?.[index]),
  );
  user.primaryPhoneNumberId = user.phoneNumbers[0]?.id ?? null;
  applyFields(user, fields);
  applyCredentials(user, credentials, now);
  user.publicMetadata = fields.publicMetadata ?? {};
  user.privateMetadata = fields.privateMetadata ?? {};
  user.unsafeMetadata = fields.unsafeMetadata ?? {};
  user.banned = fields.banned;
  if (fields.locked) lockUser(user, now, store.settings);
  store.users.set(user.id, user);
  return user;
}

const withStatus = <Identification extends EmailAddress | PhoneNumber>(
  identification: Identification,
  status: IdentificationStatus = 'verified',
): Identification =>
  status === 'verified' ? identification : { ...identification, verification: null, reserved: true };

/** Changes what is given and nothing else. */
export async function updateUser(
  context: EmulatorContext,
  user: User,
  fields: UserFields & {
    primaryEmailAddressId?: string | null | undefined;
    primaryPhoneNumberId?: string | null | undefined;
    signOutOfOtherSessions?: boolean | null | undefined;
    notifyOfPrimaryEmail?: boolean | null | undefined;
    profileImageId?: string | null | undefined;
  },
): Promise<void> {
  const { signOutOfOtherSessions } = fields;
  const assertFree = () => {
    if (fields.username) assertUsernameFree(context, fields.username, user);
    if (fields.externalId !== user.externalId) assertExternalIdFree(context, fields.externalId);
  };
  assertFree();
  const image = fields.profileImageId ? requireImage(context, fields.profileImageId) : undefined;
  const credentials = await readCredentials(context, fields);
  // Somebody else may have got it while the password was hashed.
  assertFree();
  const formerAddress = primaryAddressOf(user);
  setPrimaries(user, fields);
  if (fields.notifyOfPrimaryEmail && formerAddress && formerAddress !== primaryAddressOf(user))
    sendNotice(context, formerAddress, 'primary_email_address_changed');
  if (image) user.image = image;
  applyCredentials(user, credentials, context.clock());
  if (credentials.passwordHash && signOutOfOtherSessions) revokeSessionsOfUser(context, user.id);
  applyFields(user, fields);
  user.updatedAt = context.clock();
}

const primaryAddressOf = (user: User): string | undefined =>
  user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId)?.emailAddress;

/** A picture that some user has. */
function requireImage({ store }: EmulatorContext, id: string): Image {
  const owner = [...store.users.values()].find(({ image }) => image?.id === id);
  if (!owner?.image) throw parameterResourceNotFound('profile_image_id');
  return owner.image;
}

type MetadataChanges = {
  publicMetadata?: Metadata | null | undefined;
  privateMetadata?: Metadata | null | undefined;
  unsafeMetadata?: Metadata | null | undefined;
};

const metadataKinds = ['publicMetadata', 'privateMetadata', 'unsafeMetadata'] as const;

/** Deep merge; a key set to `null` is removed, at any level. */
export function mergeMetadata({ clock }: EmulatorContext, user: User, changes: MetadataChanges): void {
  for (const kind of metadataKinds) {
    const change = changes[kind];
    if (change) user[kind] = mergeDeep(user[kind], change);
  }
  user.updatedAt = clock();
}

/** Overwrites each kind that is given; the others stay. */
export function replaceMetadata({ clock }: EmulatorContext, user: User, changes: MetadataChanges): void {
  for (const kind of metadataKinds) {
    const change = changes[kind];
    if (change !== undefined) user[kind] = change ?? {};
  }
  user.updatedAt = clock();
}

function applyFields(user: User, fields: UserFields): void {
  if (fields.username !== undefined) user.username = fields.username;
  if (fields.externalId !== undefined) user.externalId = fields.externalId;
  if (fields.firstName !== undefined) user.firstName = fields.firstName;
  if (fields.lastName !== undefined) user.lastName = fields.lastName;
  if (fields.locale !== undefined) user.locale = fields.locale;
  if (fields.legalAcceptedAt !== undefined) user.legalAcceptedAt = fields.legalAcceptedAt;
  user.deleteSelfEnabled = fields.deleteSelfEnabled ?? user.deleteSelfEnabled;
  user.createOrganizationEnabled = fields.createOrganizationEnabled ?? user.createOrganizationEnabled;
  if (fields.createOrganizationsLimit !== undefined)
    user.createOrganizationsLimit = fields.createOrganizationsLimit;
  user.bypassClientTrust = fields.bypassClientTrust ?? user.bypassClientTrust;
  user.createdAt = fields.createdAt ?? user.createdAt;
}

const identifierFields = {
  email_address: { setting: 'emailAddress', isGiven: (fields) => fields.emailAddresses.length > 0 },
  phone_number: { setting: 'phoneNumber', isGiven: (fields) => fields.phoneNumbers.length > 0 },
  username: { setting: 'username', isGiven: (fields) => Boolean(fields.username) },
} as const satisfies Record<string, { setting: keyof Settings; isGiven: (fields: NewUserFields) => boolean }>;

/** The identifiers that are wanted and not given: the required ones, and any one at least. */
function listMissingIdentifiers({ store }: EmulatorContext, fields: NewUserFields): string[] {
  const { settings } = store;
  const kinds = Object.entries(identifierFields);
  const missing = kinds.filter(
    ([, { setting, isGiven }]) => settings[setting] === 'required' && !isGiven(fields),
  );
  const hasOne = kinds.some(([, { isGiven }]) => isGiven(fields));
  if (hasOne && fields.skipUserRequirement) return [];
  const wanted =
    hasOne || missing.length > 0 ? missing : kinds.filter(([, kind]) => settings[kind.setting] !== 'off');
  return wanted.map(([name]) => name);
}

function assertComplete(context: EmulatorContext, fields: NewUserFields): void {
  const { settings } = context.store;
  const needsPassword = isFirstFactorEnabled(settings, 'password') && settings.password === 'required';
  const hasPassword = Boolean(fields.password || fields.passwordDigest);
  const missing = [
    ...listMissingIdentifiers(context, fields),
    ...(!needsPassword || hasPassword || fields.skipPasswordRequirement ? [] : ['password']),
  ];
  if (missing.length > 0)
    throw new ApiError(422, [
      {
        code: 'form_data_missing',
        message: 'missing data',
        long_message: `${JSON.stringify(missing)} data doesn't match user requirements set for this instance`,
        meta: { param_names: missing },
      },
    ]);
  if (settings.legalConsent && !fields.legalAcceptedAt && !fields.skipLegalChecks)
    throw parameterMissing('legal_accepted_at');
}

/** Throws when a user has it. */
export function assertExternalIdFree(
  { store }: EmulatorContext,
  externalId: string | null | undefined,
): void {
  if (!externalId || !store.findUserByExternalId(externalId)) return;
  throw parameterError(
    'external_id',
    'form_identifier_exists',
    'That external id is taken. Please try another.',
  );
}
