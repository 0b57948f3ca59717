import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import {
  addPasskey,
  findPasskey,
  removePasskey,
  renamePasskey,
  verifyPasskey,
} from '../operations/passkeys.ts';
import type { Passkey } from '../state/passkey-record.ts';
import type { User } from '../state/records.ts';
import { attestationField, passkeyJson } from '../wire/passkey-json.ts';
import { readForm } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { FrontendHandlers, UserCall } from './call.ts';

const attemptSchema = z.strictObject({
  strategy: z.literal('passkey'),
  public_key_credential: attestationField,
});
const renameSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .max(256)
    .transform((name) => name || undefined)
    .optional(),
});

/** The passkeys of a signed-in user. */
export function addPasskeyRoutes(
  router: Router,
  { forUser, forVerifiedUser }: FrontendHandlers,
  context: EmulatorContext,
): void {
  const toJson = (user: User, passkey: Passkey) => passkeyJson(passkey, user, context.clock());
  const findOwn = ({ request, user }: UserCall) => findPasskey(user, String(request.params.id));

  router
    .route('/me/passkeys')
    .post(forVerifiedUser(({ user, caller }) => toJson(user, addPasskey(context, user, caller))));
  router
    .route('/me/passkeys/:id')
    .get(forUser((call) => toJson(call.user, findOwn(call))))
    .patch(
      forUser((call) => {
        const passkey = findOwn(call);
        const { name } = readForm(renameSchema, call.request.body);
        if (name !== undefined) renamePasskey(context, passkey, name);
        return toJson(call.user, passkey);
      }),
    )
    .delete(
      forVerifiedUser((call) => {
        const passkey = findOwn(call);
        removePasskey(context, call.user, passkey);
        return deletedJson('passkey', passkey.id);
      }),
    );
  router.post(
    '/me/passkeys/:id/attempt_verification',
    forUser(async (call) => {
      const passkey = findOwn(call);
      const form = readForm(attemptSchema, call.request.body);
      await verifyPasskey(context, call.user, passkey, call.caller, form.public_key_credential);
      return toJson(call.user, passkey);
    }),
  );
}
