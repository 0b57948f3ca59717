import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { parameterUnknown } from '../errors/parameter-errors.ts';
import { mergeMetadata } from '../operations/metadata.ts';
import { changePassword, deleteOwnAccount, updateProfile } from '../operations/profile.ts';
import { removeProfileImage, setProfileImage } from '../operations/profile-image.ts';
import { assertRecentlyVerified } from '../operations/reverification.ts';
import { isLive, setStatus } from '../operations/sessions.ts';
import {
  formBoolean,
  metadataFormField,
  nameFormField,
  optionalFormText,
  usernameField,
} from '../wire/fields.ts';
import { readUploadedFile } from '../wire/multipart.ts';
import { readForm } from '../wire/read-parameters.ts';
import { sessionJson, sessionWithActivityJson } from '../wire/session-json.ts';
import { deletedJson, imageUrl, userJson } from '../wire/user-json.ts';
import type { FrontendHandlers } from './call.ts';
import { readImageBody } from './image-body.ts';

const profileSchema = z.strictObject({
  first_name: nameFormField.optional(),
  last_name: nameFormField.optional(),
  username: usernameField.transform((username) => username || null).optional(),
  primary_email_address_id: optionalFormText,
  primary_phone_number_id: optionalFormText,
  primary_web3_wallet_id: optionalFormText,
  unsafe_metadata: metadataFormField.optional(),
});

const metadataSchema = z.strictObject({ unsafe_metadata: metadataFormField });

const passwordSchema = z.strictObject({
  new_password: z.string().min(1).max(1024),
  current_password: optionalFormText,
  sign_out_of_other_sessions: formBoolean,
});

/** From this version of Clerk's API on, the metadata is for `/me/metadata` alone. Who names none is an older client. */
const hasMetadataRoute = ({ query }: Request): boolean =>
  typeof query.__clerk_api_version === 'string' && query.__clerk_api_version >= '2026-05-12';

/** What signed-in users see and change of themselves. */
export function addUserRoutes(
  router: Router,
  { forUser, forVerifiedUser }: FrontendHandlers,
  context: EmulatorContext,
): void {
  router
    .route('/me')
    .get(forUser(({ user }) => userJson(context, user)))
    .patch(
      forUser(({ request, session, user }) => {
        const form = readForm(profileSchema, request.body);
        if (form.unsafe_metadata && hasMetadataRoute(request)) throw parameterUnknown('unsafe_metadata');
        if (form.username !== undefined || form.primary_email_address_id || form.primary_phone_number_id)
          assertRecentlyVerified(context, session, user);
        updateProfile(context, user, {
          firstName: form.first_name,
          lastName: form.last_name,
          username: form.username,
          primaryEmailAddressId: form.primary_email_address_id,
          primaryPhoneNumberId: form.primary_phone_number_id,
          primaryWeb3WalletId: form.primary_web3_wallet_id,
          unsafeMetadata: form.unsafe_metadata,
        });
        return userJson(context, user);
      }),
    )
    .delete(
      forVerifiedUser(({ user }) => {
        deleteOwnAccount(context, user);
        return deletedJson('user', user.id);
      }),
    );
  router.patch(
    '/me/metadata',
    forUser(({ request, user }) => {
      const { unsafe_metadata: unsafeMetadata } = readForm(metadataSchema, request.body);
      mergeMetadata(context, user, { unsafeMetadata });
      return userJson(context, user);
    }),
  );
  router.post(
    '/me/change_password',
    forVerifiedUser(async ({ request, user, session }) => {
      const form = readForm(passwordSchema, request.body);
      await changePassword(context, user, session, {
        newPassword: form.new_password,
        currentPassword: form.current_password,
        signOutOfOtherSessions: form.sign_out_of_other_sessions ?? false,
      });
      return userJson(context, user);
    }),
  );
  addImageRoutes(router, { forUser }, context);
  addDeviceRoutes(router, { forUser, forVerifiedUser }, context);
}

function addImageRoutes(
  router: Router,
  { forUser }: Pick<FrontendHandlers, 'forUser'>,
  context: EmulatorContext,
): void {
  router
    .route('/me/profile_image')
    .post(
      readImageBody,
      forUser(async ({ request, user }) => {
        const file = await readUploadedFile(request.headers['content-type'] ?? '', request.body);
        const image = setProfileImage(context, user, file);
        return { object: 'image', id: image.id, name: image.name, public_url: imageUrl(context, user) };
      }),
    )
    .delete(
      forUser(({ user }) => {
        const id = user.image?.id ?? user.id;
        removeProfileImage(context, user);
        return deletedJson('image', id);
      }),
    );
}

function addDeviceRoutes(
  router: Router,
  { forUser, forVerifiedUser }: Pick<FrontendHandlers, 'forUser' | 'forVerifiedUser'>,
  context: EmulatorContext,
): void {
  const { store, clock } = context;
  router.get(
    '/me/sessions/active',
    forUser(
      ({ user }) =>
        store
          .listSessionsOfUser(user.id)
          .filter((session) => isLive(session, clock()))
          .map((session) => sessionWithActivityJson(session, clock())),
      'bare',
    ),
  );
  router.post(
    '/me/sessions/:id/revoke',
    forVerifiedUser(async ({ request, user }) => {
      const id = String(request.params.id);
      const session = store.sessions.get(id);
      if (session?.userId !== user.id) throw resourceNotFound('session', id);
      if (isLive(session, clock())) setStatus(session, 'revoked', clock());
      return {
        ...(await sessionJson(context, session)),
        ...sessionWithActivityJson(session, clock()),
      };
    }),
  );
}
