import type { Request, Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { parameterResourceNotFound } from '../errors/parameter-errors.ts';
import { mergeMetadata, replaceMetadata } from '../operations/metadata.ts';
import { createUser, updateUser } from '../operations/user-directory.ts';
import { filterUsers, sortUsers } from '../operations/user-list.ts';
import {
  banUser,
  deleteUser,
  lockUserNow,
  requireUserById,
  unbanUser,
  unlockUser,
} from '../operations/users.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { backendUserJson, deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { takePage } from './query.ts';
import {
  createUserSchema,
  metadataBodySchema,
  toMetadata,
  toUserFields,
  updateUserSchema,
} from './user-bodies.ts';
import { toUserFilters, userCountSchema, userListSchema } from './user-queries.ts';
import { listRelatedUsers } from './user-relations.ts';

/** The users of the instance, as a backend administers them. */
export function addUserRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const findUser = (request: Request) => requireUserById(context, String(request.params.id));

  router
    .route('/users')
    .get(
      handle((request) => {
        const query = readParameters(userListSchema, request.query);
        const filters = toUserFilters(query);
        const { name, descending } = query.order_by;
        const users = filters ? filterUsers(listRelatedUsers(context, query), filters) : [];
        return takePage(sortUsers(users, name, descending), query).map((user) =>
          backendUserJson(context, user),
        );
      }),
    )
    .post(
      handle(async (request) => {
        const body = readParameters(createUserSchema, request.body);
        const user = await createUser(context, {
          ...toUserFields(body),
          ...toMetadata(body),
          emailAddresses: body.email_address,
          emailStatuses: body.email_address_identification_status,
          phoneNumbers: body.phone_number,
          phoneStatuses: body.phone_number_identification_status,
          skipPasswordRequirement: body.skip_password_requirement ?? false,
          skipUserRequirement: body.skip_user_requirement ?? false,
          skipLegalChecks: body.skip_legal_checks ?? false,
          banned: body.banned ?? false,
          locked: body.locked ?? false,
        });
        return backendUserJson(context, user);
      }),
    );
  router.get(
    '/users/count',
    handle((request) => {
      const query = readParameters(userCountSchema, request.query);
      const filters = toUserFilters(query);
      return {
        object: 'total_count',
        total_count: filters ? filterUsers(listRelatedUsers(context, query), filters).length : 0,
      };
    }),
  );
  router
    .route('/users/:id')
    .get(handle((request) => backendUserJson(context, findUser(request))))
    .patch(
      handle(async (request) => {
        const user = findUser(request);
        const body = readParameters(updateUserSchema, request.body);
        if (body.primary_web3_wallet_id) throw parameterResourceNotFound('primary_web3_wallet_id');
        await updateUser(context, user, {
          ...toUserFields(body),
          primaryEmailAddressId: body.primary_email_address_id,
          primaryPhoneNumberId: body.primary_phone_number_id,
          signOutOfOtherSessions: body.sign_out_of_other_sessions,
          notifyOfPrimaryEmail: body.notify_primary_email_address_changed,
          profileImageId: body.profile_image_id,
        });
        return backendUserJson(context, user);
      }),
    )
    .delete(
      handle((request) => {
        const user = findUser(request);
        deleteUser(context, user);
        return deletedJson('user', user.id);
      }),
    );
  addMetadataRoutes(router, handle, context);
  addStandingRoutes(router, handle, context);
}

function addMetadataRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const change = (apply: typeof mergeMetadata) =>
    handle((request) => {
      const user = requireUserById(context, String(request.params.id));
      apply(context, user, toMetadata(readParameters(metadataBodySchema, request.body)));
      return backendUserJson(context, user);
    });
  router.route('/users/:id/metadata').patch(change(mergeMetadata)).put(change(replaceMetadata));
}

function addStandingRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const standings = { ban: banUser, unban: unbanUser, lock: lockUserNow, unlock: unlockUser };
  for (const [name, apply] of Object.entries(standings))
    router.post(
      `/users/:id/${name}`,
      handle((request) => {
        const user = requireUserById(context, String(request.params.id));
        apply(context, user);
        return backendUserJson(context, user);
      }),
    );
}
