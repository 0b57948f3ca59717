import { z } from 'zod';
import { parameterNeeded } from '../errors/parameter-errors.ts';
import { type UserFilters, userOrders } from '../operations/user-list.ts';
import { booleanField, listField, orderField, pageFields, timeField } from './query.ts';
import type { UserRelations } from './user-relations.ts';

const filterFields = {
  email_address: listField,
  user_id: listField,
  external_id: listField,
  query: z.string().optional(),
  email_address_query: z.string().optional(),
  name_query: z.string().optional(),
  banned: booleanField,
  created_at_before: timeField,
  created_at_after: timeField,
  last_sign_in_at_before: timeField,
  last_sign_in_at_after: timeField,
  last_active_at_before: timeField,
  last_active_at_after: timeField,
  last_active_at_since: timeField,
  // No emulated user has one: asking for it matches nobody.
  web3_wallet: listField,
  phone_number: listField,
  username: listField,
  organization_id: listField,
  provider: z.string().optional(),
  provider_user_id: listField,
  phone_number_query: z.string().optional(),
  username_query: z.string().optional(),
};

/** A provider and ids of people there say who is meant only together. */
const assertPaired = ({ provider, provider_user_id: ids }: UserRelations): void => {
  if (provider && !ids) throw parameterNeeded('provider_user_id', 'provider');
  if (ids && !provider) throw parameterNeeded('provider', 'provider_user_id');
};

export const userCountSchema = z.strictObject(filterFields);
export const userListSchema = userCountSchema.extend({
  ...pageFields,
  order_by: orderField(userOrders),
});

/** `undefined` when a filter names something that no user has. Throws for half of a pair. */
export function toUserFilters(query: z.output<typeof userCountSchema>): UserFilters | undefined {
  assertPaired(query);
  if (query.web3_wallet) return undefined;
  return {
    emailAddresses: query.email_address,
    phoneNumbers: query.phone_number,
    usernames: query.username,
    phoneNumberQuery: query.phone_number_query,
    usernameQuery: query.username_query,
    userIds: query.user_id,
    externalIds: query.external_id,
    query: query.query,
    emailAddressQuery: query.email_address_query,
    nameQuery: query.name_query,
    banned: query.banned,
    createdBefore: query.created_at_before,
    createdAfter: query.created_at_after,
    lastSignInBefore: query.last_sign_in_at_before,
    lastSignInAfter: query.last_sign_in_at_after,
    lastActiveBefore: query.last_active_at_before,
    lastActiveAfter: query.last_active_at_after ?? query.last_active_at_since,
  };
}
