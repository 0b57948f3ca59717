import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { parameterUnknown } from '../errors/parameter-errors.ts';
import { issueBackupCodes } from '../operations/backup-codes.ts';
import { isIdentifierOn } from '../operations/identification.ts';
import {
  addPhoneNumber,
  attemptPhoneVerification,
  changePhoneNumber,
  findPhoneNumber,
  preparePhoneVerification,
  removePhoneNumber,
} from '../operations/phone-numbers.ts';
import { formBoolean, ignoredFormText, phoneNumberField } from '../wire/fields.ts';
import { phoneNumberJson } from '../wire/identification-json.ts';
import { readForm } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { FrontendHandlers, UserCall } from './call.ts';

const createSchema = z.strictObject({
  phone_number: phoneNumberField,
  reserved_for_second_factor: formBoolean,
});
const prepareSchema = z.strictObject({
  strategy: z.string().min(1),
  channel: ignoredFormText,
  proof_token: ignoredFormText,
});
const attemptSchema = z.strictObject({ code: z.string().min(1), strategy: ignoredFormText });
const changeSchema = z.strictObject({
  reserved_for_second_factor: formBoolean,
  default_second_factor: formBoolean,
});

/** The phone numbers of a signed-in user. */
export function addPhoneNumberRoutes(
  router: Router,
  { forUser, forVerifiedUser }: FrontendHandlers,
  context: EmulatorContext,
): void {
  const toJson = (phone: ReturnType<typeof findOwn>) => phoneNumberJson(phone, context.clock());
  const findOwn = ({ request, user }: UserCall) => findPhoneNumber(user, String(request.params.id));

  router
    .route('/me/phone_numbers')
    .get(forUser(({ user }) => user.phoneNumbers.map(toJson), 'bare'))
    .post(
      forVerifiedUser(({ request, user }) => {
        const { settings } = context.store;
        if (!isIdentifierOn(settings, 'phone_number')) throw parameterUnknown('phone_number');
        const form = readForm(createSchema, request.body);
        if (form.reserved_for_second_factor && !isSecondFactorOn())
          throw parameterUnknown('reserved_for_second_factor');
        return toJson(
          addPhoneNumber(context, user, form.phone_number, form.reserved_for_second_factor ?? false),
        );
      }),
    );
  router
    .route('/me/phone_numbers/:id')
    .get(forUser((call) => toJson(findOwn(call))))
    .patch(
      forVerifiedUser((call) => {
        const phone = findOwn(call);
        const form = readForm(changeSchema, call.request.body);
        if ((form.reserved_for_second_factor || form.default_second_factor) && !isSecondFactorOn())
          throw parameterUnknown('reserved_for_second_factor');
        changePhoneNumber(context, call.user, phone, {
          reservedForSecondFactor: form.reserved_for_second_factor,
          defaultSecondFactor: form.default_second_factor,
        });
        return form.reserved_for_second_factor ? enrol(call, phone) : toJson(phone);
      }),
    )
    .delete(
      forVerifiedUser((call) => {
        const phone = findOwn(call);
        removePhoneNumber(context, call.user, phone);
        return deletedJson('phone_number', phone.id);
      }),
    );
  router.post(
    '/me/phone_numbers/:id/prepare_verification',
    forUser((call) => {
      const phone = findOwn(call);
      preparePhoneVerification(context, phone, readForm(prepareSchema, call.request.body).strategy);
      return toJson(phone);
    }),
  );
  router.post(
    '/me/phone_numbers/:id/attempt_verification',
    forUser((call) => {
      const phone = findOwn(call);
      attemptPhoneVerification(context, call.user, phone, readForm(attemptSchema, call.request.body).code);
      return phone.reservedForSecondFactor ? enrol(call, phone) : toJson(phone);
    }),
  );

  /** A number that is a second factor from now on, with the backup codes that come with the first one. */
  async function enrol(call: UserCall, phone: ReturnType<typeof findOwn>) {
    // Whoever turns it on has proved the number just now.
    call.session.secondFactorVerifiedAt ??= context.clock();
    if (call.user.backupCodes) return toJson(phone);
    const { codes } = await issueBackupCodes(context, call.user);
    return { ...toJson(phone), backup_codes: codes };
  }

  function isSecondFactorOn(): boolean {
    return context.store.settings.phoneSecondFactor;
  }
}
