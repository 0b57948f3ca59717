import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { parameterUnknown } from '../errors/parameter-errors.ts';
import { assertHuman, type CaptchaAnswer } from '../operations/captcha.ts';
import { isOauthStrategy } from '../operations/oauth.ts';
import { continueWithOauth, createOauthSignUp, transferToSignUp } from '../operations/oauth-sign-up.ts';
import { createSignUp, findSignUp, updateSignUp } from '../operations/sign-up.ts';
import { attemptSignUpVerification, prepareSignUpVerification } from '../operations/sign-up-verification.ts';
import { createTicketSignUp, updateTicketSignUp } from '../operations/ticket-sign-up.ts';
import {
  emailAddressField,
  formBoolean,
  ignoredFormText,
  metadataFormField,
  nameFormField,
  optionalFormText,
  phoneNumberField,
  usernameField,
} from '../wire/fields.ts';
import { hintFields, readHints } from '../wire/oauth-hints.ts';
import { readForm } from '../wire/read-parameters.ts';
import { signUpJson } from '../wire/sign-up-json.ts';
import type { ClientCall, FrontendHandlers } from './call.ts';

/** Whoever fills the one field for both means an address when there is an `@` in it. */
const identifierField = z.union(
  [
    z
      .string()
      .includes('@')
      .pipe(emailAddressField)
      .transform((emailAddress) => ({ emailAddress, phoneNumber: undefined })),
    phoneNumberField.transform((phoneNumber) => ({ emailAddress: undefined, phoneNumber })),
  ],
  'must be a valid email address or phone number.',
);

const fieldsSchema = z.strictObject({
  email_address: emailAddressField.optional(),
  phone_number: optionalFormText.pipe(phoneNumberField.optional()),
  email_address_or_phone_number: optionalFormText.pipe(identifierField.optional()),
  web3_wallet: optionalFormText,
  username: optionalFormText.pipe(usernameField.optional()),
  password: z.string().min(1).max(1024).optional(),
  first_name: nameFormField.optional(),
  last_name: nameFormField.optional(),
  unsafe_metadata: metadataFormField.optional(),
  strategy: optionalFormText,
  transfer: formBoolean,
  ticket: optionalFormText,
  code: ignoredFormText,
  token: ignoredFormText,
  locale: optionalFormText,
  timezone: ignoredFormText,
  legal_accepted: formBoolean,
  captcha_token: ignoredFormText,
  captcha_error: ignoredFormText,
  captcha_widget_type: ignoredFormText,
  proof_token: ignoredFormText,
  redirect_url: optionalFormText,
  action_complete_redirect_url: ignoredFormText,
  ...hintFields,
});

const prepareSchema = z.strictObject({
  strategy: z.string().min(1),
  redirect_url: optionalFormText,
  channel: ignoredFormText,
  action_complete_redirect_url: ignoredFormText,
  ...hintFields,
  proof_token: ignoredFormText,
});

const attemptSchema = z.strictObject({
  strategy: z.string().min(1),
  code: z.string().min(1),
  signature: ignoredFormText,
  token: ignoredFormText,
});

/** Signing up: give the fields, prove the address. */
export function addSignUpRoutes(
  router: Router,
  { forAnyClient, forKnownClient }: FrontendHandlers,
  context: EmulatorContext,
): void {
  const findCurrent = ({ request, client }: ClientCall) =>
    findSignUp(context, client, String(request.params.id));

  router.post(
    '/client/sign_ups',
    forAnyClient(async (call) => {
      const { client, caller } = call;
      await assertHuman(context, readCaptchaAnswer(call.request));
      const { fields, oauth, transfer, ticket } = readFields(call.request.body);
      if (ticket)
        return signUpJson(context, await createTicketSignUp(context, client, caller, fields, ticket));
      if (transfer) return signUpJson(context, await transferToSignUp(context, client, caller, fields));
      const signUp = oauth
        ? await createOauthSignUp(context, client, caller, fields, oauth)
        : await createSignUp(context, client, caller, fields);
      return signUpJson(context, signUp);
    }),
  );
  router
    .route('/client/sign_ups/:id')
    .get(forKnownClient((call) => signUpJson(context, findCurrent(call))))
    .patch(
      forKnownClient(async (call) => {
        const signUp = findCurrent(call);
        const { fields, oauth, ticket } = readFields(call.request.body);
        const { client, caller } = call;
        if (ticket) await updateTicketSignUp(context, client, caller, signUp, fields, ticket);
        else if (oauth) await continueWithOauth(context, client, caller, signUp, fields, oauth);
        else await updateSignUp(context, client, caller, signUp, fields);
        return signUpJson(context, signUp);
      }),
    );
  router.post(
    '/client/sign_ups/:id/prepare_verification',
    forKnownClient((call) => {
      const signUp = findCurrent(call);
      const { strategy, redirect_url: redirectUrl } = readForm(prepareSchema, call.request.body);
      prepareSignUpVerification(context, call.client, call.caller, signUp, { strategy, redirectUrl });
      return signUpJson(context, signUp);
    }),
  );
  router.post(
    '/client/sign_ups/:id/attempt_verification',
    forKnownClient((call) => {
      const signUp = findCurrent(call);
      const form = readForm(attemptSchema, call.request.body);
      attemptSignUpVerification(context, call.client, call.caller, signUp, form);
      return signUpJson(context, signUp);
    }),
  );
}

const readCaptchaAnswer = ({ query, body }: Request): CaptchaAnswer => ({
  captchaToken: body?.captcha_token,
  isNative: query._is_native !== undefined,
  testingToken: query.__clerk_testing_token,
});

function readFields(body: unknown) {
  const form = readForm(fieldsSchema, body);
  if (form.web3_wallet) throw parameterUnknown('web3_wallet');
  const { strategy, redirect_url: redirectUrl, email_address_or_phone_number: either } = form;
  const oauth = isOauthStrategy(strategy) ? { strategy, redirectUrl, ...readHints(form) } : undefined;
  return {
    oauth,
    ticket: form.ticket,
    transfer: form.transfer ?? false,
    fields: {
      emailAddress: form.email_address ?? either?.emailAddress,
      phoneNumber: form.phone_number ?? either?.phoneNumber,
      username: form.username,
      legalAccepted: form.legal_accepted,
      redirectUrl,
      password: form.password,
      firstName: form.first_name,
      lastName: form.last_name,
      unsafeMetadata: form.unsafe_metadata,
      locale: form.locale,
      strategy: oauth || form.ticket ? undefined : strategy,
    },
  };
}
