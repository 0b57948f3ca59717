import type { User } from '../state/records.ts';
import { matchesSigned, sortRows } from './rows.ts';

/** Filters of the user list; all that are given have to match. */
export type UserFilters = {
  emailAddresses?: string[] | undefined;
  phoneNumbers?: string[] | undefined;
  usernames?: string[] | undefined;
  /** Ids, each optionally preceded by `+` (include, the default) or `-` (exclude). */
  userIds?: string[] | undefined;
  externalIds?: string[] | undefined;
  query?: string | undefined;
  emailAddressQuery?: string | undefined;
  nameQuery?: string | undefined;
  phoneNumberQuery?: string | undefined;
  usernameQuery?: string | undefined;
  banned?: boolean | undefined;
  createdBefore?: number | undefined;
  createdAfter?: number | undefined;
  lastSignInBefore?: number | undefined;
  lastSignInAfter?: number | undefined;
  lastActiveBefore?: number | undefined;
  lastActiveAfter?: number | undefined;
};

export const userOrders = [
  'created_at',
  'updated_at',
  'email_address',
  'phone_number',
  'username',
  'web3wallet',
  'first_name',
  'last_name',
  'last_active_at',
  'last_sign_in_at',
] as const;
export type UserOrder = (typeof userOrders)[number];

const sortValues: Record<UserOrder, (user: User) => string | number | null> = {
  created_at: (user) => user.createdAt,
  updated_at: (user) => user.updatedAt,
  email_address: (user) =>
    user.emailAddresses.find((email) => email.id === user.primaryEmailAddressId)?.emailAddress ?? null,
  phone_number: (user) =>
    user.phoneNumbers.find((phone) => phone.id === user.primaryPhoneNumberId)?.phoneNumber ?? null,
  username: (user) => user.username,
  // Nobody has one.
  web3wallet: () => null,
  first_name: (user) => user.firstName,
  last_name: (user) => user.lastName,
  last_active_at: (user) => user.lastActiveAt,
  last_sign_in_at: (user) => user.lastSignInAt,
};

export const filterUsers = (users: Iterable<User>, filters: UserFilters): User[] =>
  [...users].filter(
    (user) => matchesSets(user, filters) && matchesText(user, filters) && matchesTimes(user, filters),
  );

export const sortUsers = (users: readonly User[], order: UserOrder, descending: boolean): User[] =>
  sortRows(users, { name: order, descending }, sortValues);

function matchesSets(user: User, filters: UserFilters): boolean {
  const { emailAddresses, phoneNumbers, usernames, userIds, externalIds, banned } = filters;
  const addresses = user.emailAddresses.map((email) => email.emailAddress);
  return (
    (!emailAddresses || emailAddresses.some((address) => addresses.includes(address.toLowerCase()))) &&
    (!phoneNumbers ||
      user.phoneNumbers.some(({ phoneNumber }) => includesNumber(phoneNumbers, phoneNumber))) &&
    (!usernames || usernames.some((username) => username.toLowerCase() === user.username)) &&
    matchesSigned(userIds, () => [user.id]) &&
    matchesSigned(externalIds, () => (user.externalId === null ? [] : [user.externalId])) &&
    (banned === undefined || user.banned === banned)
  );
}

/** A `+` that was not encoded arrives as a space. */
const includesNumber = (wanted: readonly string[], phoneNumber: string): boolean =>
  wanted.some((text) => text.trim().replace(/^\+/, '') === phoneNumber.slice(1));

function matchesText(user: User, filters: UserFilters): boolean {
  const { query, emailAddressQuery, nameQuery, phoneNumberQuery, usernameQuery } = filters;
  const numbers = user.phoneNumbers.map((phone) => phone.phoneNumber);
  const username = user.username ?? '';
  const addresses = user.emailAddresses.map((email) => email.emailAddress);
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
  const contains = (texts: string[], part: string | undefined) =>
    !part || texts.some((text) => text.toLowerCase().includes(part.toLowerCase()));
  return (
    contains([...addresses, ...numbers, username, user.id, name], query) &&
    contains(numbers, phoneNumberQuery?.trim()) &&
    contains([username], usernameQuery) &&
    contains(addresses, emailAddressQuery) &&
    contains([name], nameQuery)
  );
}

function matchesTimes(user: User, filters: UserFilters): boolean {
  const isBefore = (time: number | null, limit: number | undefined) =>
    limit === undefined || (time !== null && time < limit);
  const isAfter = (time: number | null, limit: number | undefined) =>
    limit === undefined || (time !== null && time > limit);
  return (
    isBefore(user.createdAt, filters.createdBefore) &&
    isAfter(user.createdAt, filters.createdAfter) &&
    isBefore(user.lastSignInAt, filters.lastSignInBefore) &&
    isAfter(user.lastSignInAt, filters.lastSignInAfter) &&
    isBefore(user.lastActiveAt, filters.lastActiveBefore) &&
    isAfter(user.lastActiveAt, filters.lastActiveAfter)
  );
}
