import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { mergeMetadata } from '../operations/metadata.ts';
import {
  addMember,
  changeRole,
  listMembershipsOf,
  listMembersOf,
  removeMember,
  requireMembership,
} from '../operations/organization-members.ts';
import { openNext, requireOrganization } from '../operations/organizations.ts';
import { matchesSigned, sortRows } from '../operations/rows.ts';
import { filterUsers } from '../operations/user-list.ts';
import { requireUserById } from '../operations/users.ts';
import type { OrganizationMembership } from '../state/organization-records.ts';
import { backendMembershipJson, pageJson } from '../wire/organization-json.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { primaryEmailAddress } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { holderMetadataSchema, toHolderMetadata } from './organization-bodies.ts';
import { listField, orderField, pageFields, takePage, timeField } from './query.ts';

const order = orderField([
  'phone_number',
  'email_address',
  'created_at',
  'first_name',
  'last_name',
  'username',
]);
const listSchema = z.strictObject({ ...pageFields, order_by: order });
const filteredListSchema = listSchema.extend({
  user_id: listField,
  email_address: listField,
  role: listField,
  query: z.string().optional(),
  email_address_query: z.string().optional(),
  name_query: z.string().optional(),
  last_active_at_before: timeField,
  last_active_at_after: timeField,
  created_at_before: timeField,
  created_at_after: timeField,
  phone_number: listField,
  username: listField,
  phone_number_query: z.string().optional(),
  username_query: z.string().optional(),
  // Nobody has one.
  web3_wallet: listField,
});
const createSchema = z.strictObject({
  user_id: z.string().min(1),
  role: z.string().min(1),
  public_metadata: holderMetadataSchema.shape.public_metadata,
  private_metadata: holderMetadataSchema.shape.private_metadata,
});
const roleSchema = z.strictObject({ role: z.string().min(1) });

/** Who is a member of which organisation. */
export function addOrganizationMemberRoutes(
  router: Router,
  handle: BackendHandle,
  context: EmulatorContext,
): void {
  const { store } = context;
  const toJson = (membership: OrganizationMembership) => backendMembershipJson(context, membership);
  const findOrganization = (request: Request) => requireOrganization(context, String(request.params.id));
  const find = (request: Request) =>
    requireMembership(context, findOrganization(request).id, String(request.params.userId));

  const toPage = (rows: OrganizationMembership[], query: z.output<typeof listSchema>) => {
    const userOf = ({ userId }: OrganizationMembership) => store.users.get(userId);
    const sorted = sortRows(rows, query.order_by, {
      created_at: ({ createdAt }) => createdAt,
      first_name: (row) => userOf(row)?.firstName ?? null,
      last_name: (row) => userOf(row)?.lastName ?? null,
      email_address: (row) => {
        const user = userOf(row);
        return user ? primaryEmailAddress(user) : null;
      },
      phone_number: (row) => {
        const user = userOf(row);
        return user?.phoneNumbers.find(({ id }) => id === user.primaryPhoneNumberId)?.phoneNumber ?? null;
      },
      username: (row) => userOf(row)?.username ?? null,
    });
    return pageJson(takePage(sorted, query).map(toJson), rows.length);
  };

  router
    .route('/organizations/:id/memberships')
    .get(
      handle((request) => {
        const { id } = findOrganization(request);
        const query = readParameters(filteredListSchema, request.query);
        return toPage(
          listMembersOf(context, id).filter((row) => matches(context, row, query)),
          query,
        );
      }),
    )
    .post(
      handle((request) => {
        const organization = findOrganization(request);
        const body = readParameters(createSchema, request.body);
        const user = requireUserById(context, body.user_id);
        const { public_metadata: shown, private_metadata: hidden } = body;
        const membership = addMember(context, organization, user, body.role, shown ?? {}, hidden ?? {});
        openNext(context, organization, user.id);
        return toJson(membership);
      }),
    );
  router
    .route('/organizations/:id/memberships/:userId')
    .patch(
      handle((request) => {
        const membership = find(request);
        const { role } = readParameters(roleSchema, request.body);
        changeRole(context, findOrganization(request), membership, role);
        return toJson(membership);
      }),
    )
    .delete(
      handle((request) => {
        const membership = find(request);
        const json = toJson(membership);
        removeMember(context, membership);
        return json;
      }),
    );
  router.patch(
    '/organizations/:id/memberships/:userId/metadata',
    handle((request) => {
      const membership = find(request);
      const body = readParameters(holderMetadataSchema, request.body);
      mergeMetadata(context, membership, toHolderMetadata(body));
      return toJson(membership);
    }),
  );
  router.get(
    '/organization_memberships',
    handle((request) =>
      toPage([...store.organizations.memberships], readParameters(listSchema, request.query)),
    ),
  );
  router.get(
    '/users/:id/organization_memberships',
    handle((request) => {
      const user = requireUserById(context, String(request.params.id));
      const query = readParameters(listSchema, request.query);
      return toPage(listMembershipsOf(context, user.id), query);
    }),
  );
}

function matches(
  { store }: EmulatorContext,
  { userId, role }: OrganizationMembership,
  query: z.output<typeof filteredListSchema>,
): boolean {
  const user = store.users.get(userId);
  if (query.web3_wallet || !user) return false;
  const found = filterUsers([user], {
    emailAddresses: query.email_address,
    phoneNumbers: query.phone_number,
    usernames: query.username,
    query: query.query,
    emailAddressQuery: query.email_address_query,
    phoneNumberQuery: query.phone_number_query,
    usernameQuery: query.username_query,
    nameQuery: query.name_query,
    createdBefore: query.created_at_before,
    createdAfter: query.created_at_after,
    lastActiveBefore: query.last_active_at_before,
    lastActiveAfter: query.last_active_at_after,
  });
  return (
    found.length > 0 &&
    matchesSigned(query.user_id, () => [userId]) &&
    matchesSigned(query.role, () => [role])
  );
}
