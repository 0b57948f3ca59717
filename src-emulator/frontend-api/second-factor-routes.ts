import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { backupCodesNotAvailable, totpNotFound } from '../errors/catalogue.ts';
import { issueBackupCodes } from '../operations/backup-codes.ts';
import { hasSecondFactor } from '../operations/has-second-factor.ts';
import { attemptSecondFactor, prepareSecondFactor } from '../operations/second-factor.ts';
import { findSignIn } from '../operations/sign-in.ts';
import { createTotp, removeTotp, verifyNewTotp } from '../operations/totp.ts';
import { ignoredFormText, optionalFormText } from '../wire/fields.ts';
import { readForm } from '../wire/read-parameters.ts';
import { backupCodesJson, newTotpJson, verifiedTotpJson } from '../wire/second-factor-json.ts';
import { signInJson } from '../wire/sign-in-json.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { FrontendHandlers } from './call.ts';

const codeField = z.string().trim().min(1).max(64);
const enrolmentSchema = z.strictObject({ code: codeField });
const prepareSchema = z.looseObject({ strategy: z.string().min(1), phone_number_id: optionalFormText });
const attemptSchema = z.strictObject({
  strategy: z.string().min(1),
  code: codeField,
  public_key_credential: ignoredFormText,
});

/** Two-step verification: turning it on and off, and signing in with it. */
export function addSecondFactorRoutes(
  router: Router,
  { forKnownClient, forUser, forVerifiedUser }: FrontendHandlers,
  context: EmulatorContext,
): void {
  router
    .route('/me/totp')
    .post(forVerifiedUser(({ user }) => newTotpJson(createTotp(context, user), user)))
    .delete(
      forVerifiedUser(({ user }) => {
        if (!user.totp) throw totpNotFound();
        const { id } = user.totp;
        removeTotp(context, user);
        return deletedJson('totp', id);
      }),
    );
  router.post(
    '/me/totp/attempt_verification',
    forUser(async ({ request, user, session }) => {
      const { code } = readForm(enrolmentSchema, request.body);
      const { totp, backupCodes } = await verifyNewTotp(context, user, session, code);
      return verifiedTotpJson(totp, backupCodes);
    }),
  );
  router.post(
    '/me/backup_codes',
    forVerifiedUser(async ({ user }) => {
      if (!hasSecondFactor(user)) throw backupCodesNotAvailable();
      const { codes, issued } = await issueBackupCodes(context, user);
      return backupCodesJson(issued, codes);
    }),
  );
  router.post(
    '/client/sign_ins/:id/prepare_second_factor',
    forKnownClient(({ request, client }) => {
      const signIn = findSignIn(context, client, String(request.params.id));
      const { strategy, phone_number_id: phoneNumberId } = readForm(prepareSchema, request.body);
      prepareSecondFactor(context, signIn, { strategy, phoneNumberId });
      return signInJson(context, signIn);
    }),
  );
  router.post(
    '/client/sign_ins/:id/attempt_second_factor',
    forKnownClient(async ({ request, client, caller }) => {
      const signIn = findSignIn(context, client, String(request.params.id));
      const form = readForm(attemptSchema, request.body);
      await attemptSecondFactor(context, client, caller, signIn, form);
      return signInJson(context, signIn);
    }),
  );
}
