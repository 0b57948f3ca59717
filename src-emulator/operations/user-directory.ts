import type { EmulatorContext } from '../context.ts';
import { ApiError, parameterError } from '../errors/api-error.ts';
import type { Metadata, User } from '../state/records.ts';
import { createUserRecord, createVerifiedEmail, createVerifiedPhone } from '../state/seed.ts';
import { isFirstFactorEnabled } from './first-factors.ts';
import { lockUser } from './lockout.ts';
import { mergeDeep } from './metadata.ts';
import { checkNewPassword } from './password-policy.ts';
import { revokeSessionsOfUser } from './sessions.ts';
import { assertIdentifiersFree } from './user-identifiers.ts';
import { assertUsernameFree } from './usernames.ts';
import { setPrimaryEmail, setPrimaryPhone } from './users.ts';

/** What a backend may set on creating and on changing a user. */
export type UserFields = {
  /** In lower case. */
  username?: string | null | undefined;
  externalId?: string | null | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  locale?: string | null | undefined;
  password?: string | null | undefined;
  skipPasswordChecks?: boolean | null | undefined;
  deleteSelfEnabled?: boolean | null | undefined;
  createOrganizationEnabled?: boolean | null | undefined;
  createOrganizationsLimit?: number | null | undefined;
  legalAcceptedAt?: number | null | undefined;
  bypassClientTrust?: boolean | null | undefined;
  createdAt?: number | null | undefined;
};

export type NewUserFields = UserFields & {
  emailAddresses: string[];
  /** E.164. */
  phoneNumbers: string[];
  skipPasswordRequirement: boolean;
  publicMetadata?: Metadata | undefined;
  privateMetadata?: Metadata | undefined;
  unsafeMetadata?: Metadata | undefined;
  banned: boolean;
  locked: boolean;
};

/** Creates a user whose addresses count as verified; the first one becomes the primary one. */
export async function createUser(context: EmulatorContext, fields: NewUserFields): Promise<User> {
  const { store, clock } = context;
  assertComplete(context, fields);
  assertIdentifiersFree(context, fields);
  assertExternalIdFree(context, fields.externalId);
  const passwordHash = await hashNewPassword(context, fields);
  assertIdentifiersFree(context, fields);

  const now = clock();
  const emailAddresses = fields.emailAddresses.map((address) => createVerifiedEmail(address, 'admin', now));
  const user = createUserRecord({ firstName: null, lastName: null, passwordHash, emailAddresses }, now);
  user.phoneNumbers = fields.phoneNumbers.map((number) => createVerifiedPhone(number, 'admin', now));
  user.primaryPhoneNumberId = user.phoneNumbers[0]?.id ?? null;
  applyFields(user, fields);
  user.publicMetadata = fields.publicMetadata ?? {};
  user.privateMetadata = fields.privateMetadata ?? {};
  user.unsafeMetadata = fields.unsafeMetadata ?? {};
  user.banned = fields.banned;
  if (fields.locked) lockUser(user, now, store.settings);
  store.users.set(user.id, user);
  return user;
}

/** Changes what is given and nothing else. */
export async function updateUser(
  context: EmulatorContext,
  user: User,
  fields: UserFields & {
    primaryEmailAddressId?: string | null | undefined;
    primaryPhoneNumberId?: string | null | undefined;
    signOutOfOtherSessions?: boolean | null | undefined;
  },
): Promise<void> {
  const { primaryEmailAddressId, primaryPhoneNumberId, signOutOfOtherSessions } = fields;
  if (fields.username) assertUsernameFree(context, fields.username, user);
  if (fields.externalId !== user.externalId) assertExternalIdFree(context, fields.externalId);
  const passwordHash = await hashNewPassword(context, fields);
  if (primaryEmailAddressId && !setPrimaryEmail(user, primaryEmailAddressId))
    throw parameterError(
      'primary_email_address_id',
      'form_resource_not_found',
      'is missing',
      'The resource associated with the supplied primary_email_address_id was not found.',
    );
  if (primaryPhoneNumberId && !setPrimaryPhone(user, primaryPhoneNumberId))
    throw parameterError(
      'primary_phone_number_id',
      'form_resource_not_found',
      'is missing',
      'The resource associated with the supplied primary_phone_number_id was not found.',
    );
  if (passwordHash) {
    user.passwordHash = passwordHash;
    user.passwordUpdatedAt = context.clock();
    user.passwordCompromised = false;
    if (signOutOfOtherSessions) revokeSessionsOfUser(context, user.id);
  }
  applyFields(user, fields);
  user.updatedAt = context.clock();
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

async function hashNewPassword(
  { passwords, store }: EmulatorContext,
  fields: UserFields,
): Promise<string | null> {
  if (typeof fields.password !== 'string') return null;
  if (!fields.skipPasswordChecks) checkNewPassword(store.settings, fields.password, 'password');
  return passwords.hash(fields.password);
}

function assertComplete({ store }: EmulatorContext, fields: NewUserFields): void {
  const { settings } = store;
  const needsPassword = isFirstFactorEnabled(settings, 'password') && settings.password === 'required';
  const missing = [
    ...(settings.emailAddress !== 'required' || fields.emailAddresses.length > 0 ? [] : ['email_address']),
    ...(settings.phoneNumber !== 'required' || fields.phoneNumbers.length > 0 ? [] : ['phone_number']),
    ...(settings.username !== 'required' || fields.username ? [] : ['username']),
    ...(!needsPassword || fields.password || fields.skipPasswordRequirement ? [] : ['password']),
  ];
  if (missing.length === 0) return;
  throw new ApiError(422, [
    {
      code: 'form_data_missing',
      message: 'missing data',
      long_message: `${JSON.stringify(missing)} data doesn't match user requirements set for this instance`,
      meta: { param_names: missing },
    },
  ]);
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
