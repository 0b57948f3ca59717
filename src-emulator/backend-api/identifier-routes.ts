import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { removeEmailAddress } from '../operations/email-addresses.ts';
import { removePhoneNumber } from '../operations/phone-numbers.ts';
import { replaceEmailAddresses, replacePhoneNumbers } from '../operations/replace-identifiers.ts';
import {
  findAnyEmailAddress,
  findAnyPhoneNumber,
  giveEmailAddress,
  givePhoneNumber,
  setEmailAddress,
  setPhoneNumber,
} from '../operations/user-identifiers.ts';
import { requireUserById } from '../operations/users.ts';
import type { EmailAddress, User } from '../state/records.ts';
import { emailAddressField, phoneNumberField } from '../wire/fields.ts';
import { emailAddressJson, phoneNumberJson } from '../wire/identification-json.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';

const optionalBoolean = z
  .boolean()
  .nullable()
  .transform((value) => value ?? undefined)
  .optional();
const changes = { verified: optionalBoolean, primary: optionalBoolean };
const phoneChanges = { ...changes, reserved_for_second_factor: optionalBoolean };

const newEmailSchema = z.strictObject({
  user_id: z.string().min(1),
  email_address: emailAddressField,
  ...changes,
});
const emailSchema = z.strictObject(changes);
const onlyEmailSchema = z.strictObject({ email_address: emailAddressField });
const newPhoneSchema = z.strictObject({
  user_id: z.string().min(1),
  phone_number: phoneNumberField,
  ...phoneChanges,
});
const phoneSchema = z.strictObject(phoneChanges);
const onlyPhoneSchema = z.strictObject({ phone_number: phoneNumberField });

const idOf = (request: Request) => String(request.params.id);

/** Addresses and numbers of any user, as a backend gives, proves and takes them. */
export function addIdentifierRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  addEmailRoutes(router, handle, context);
  addPhoneRoutes(router, handle, context);
}

function addEmailRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const toJson = (user: User, email: EmailAddress) => emailAddressJson(user, email, context.clock());
  router.post(
    '/email_addresses',
    handle((request) => {
      const body = readParameters(newEmailSchema, request.body);
      const { verified, primary } = body;
      const user = requireUserById(context, body.user_id);
      return toJson(user, giveEmailAddress(context, user, body.email_address, { verified, primary }));
    }),
  );
  router.put(
    '/users/:id/email_address',
    handle((request) => {
      const user = requireUserById(context, idOf(request));
      const body = readParameters(onlyEmailSchema, request.body);
      return toJson(user, replaceEmailAddresses(context, user, body.email_address));
    }),
  );
  router
    .route('/email_addresses/:id')
    .get(handle((request) => toJson(...findAnyEmailAddress(context, idOf(request)))))
    .patch(
      handle((request) => {
        const [user, email] = findAnyEmailAddress(context, idOf(request));
        setEmailAddress(context, user, email, readParameters(emailSchema, request.body));
        return toJson(user, email);
      }),
    )
    .delete(
      handle((request) => {
        const [user, email] = findAnyEmailAddress(context, idOf(request));
        removeEmailAddress(context, user, email);
        return deletedJson('email_address', email.id);
      }),
    );
}

function addPhoneRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const toJson = (phone: Parameters<typeof phoneNumberJson>[0]) => phoneNumberJson(phone, context.clock());
  router.post(
    '/phone_numbers',
    handle((request) => {
      const body = readParameters(newPhoneSchema, request.body);
      const { verified, primary, reserved_for_second_factor: reservedForSecondFactor } = body;
      const user = requireUserById(context, body.user_id);
      return toJson(
        givePhoneNumber(context, user, body.phone_number, { verified, primary, reservedForSecondFactor }),
      );
    }),
  );
  router.put(
    '/users/:id/phone_number',
    handle((request) => {
      const user = requireUserById(context, idOf(request));
      const body = readParameters(onlyPhoneSchema, request.body);
      return toJson(replacePhoneNumbers(context, user, body.phone_number));
    }),
  );
  router
    .route('/phone_numbers/:id')
    .get(handle((request) => toJson(findAnyPhoneNumber(context, idOf(request))[1])))
    .patch(
      handle((request) => {
        const [user, phone] = findAnyPhoneNumber(context, idOf(request));
        const body = readParameters(phoneSchema, request.body);
        const { verified, primary, reserved_for_second_factor: reservedForSecondFactor } = body;
        setPhoneNumber(context, user, phone, { verified, primary, reservedForSecondFactor });
        return toJson(phone);
      }),
    )
    .delete(
      handle((request) => {
        const [user, phone] = findAnyPhoneNumber(context, idOf(request));
        removePhoneNumber(context, user, phone);
        return deletedJson('phone_number', phone.id);
      }),
    );
}
