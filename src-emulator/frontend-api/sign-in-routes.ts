import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { parameterNil } from '../errors/parameter-errors.ts';
import { prepareSignInLink } from '../operations/email-link-sign-in.ts';
import { isOauthStrategy } from '../operations/oauth.ts';
import { createOauthSignIn, prepareOauthSignIn, transferToSignIn } from '../operations/oauth-sign-in.ts';
import {
  attemptPasskeySignIn,
  createPasskeySignIn,
  preparePasskeySignIn,
} from '../operations/passkey-sign-in.ts';
import {
  attemptFirstFactor,
  createSignIn,
  findSignIn,
  prepareFirstFactor,
  resetPassword,
} from '../operations/sign-in.ts';
import { createTicketSignIn } from '../operations/ticket-sign-in.ts';
import { formBoolean, ignoredFormText, optionalFormText } from '../wire/fields.ts';
import { hintFields, readHints } from '../wire/oauth-hints.ts';
import { assertionField } from '../wire/passkey-json.ts';
import { readForm } from '../wire/read-parameters.ts';
import { signInJson } from '../wire/sign-in-json.ts';
import type { ClientCall, FrontendHandlers } from './call.ts';

const redirectParameters = {
  redirect_url: optionalFormText,
  action_complete_redirect_url: ignoredFormText,
  ...hintFields,
};

const createSchema = z.strictObject({
  identifier: optionalFormText,
  password: optionalFormText,
  strategy: optionalFormText,
  transfer: formBoolean,
  ticket: optionalFormText,
  code: ignoredFormText,
  token: ignoredFormText,
  locale: ignoredFormText,
  timezone: ignoredFormText,
  captcha_token: ignoredFormText,
  captcha_error: ignoredFormText,
  captcha_widget_type: ignoredFormText,
  proof_token: ignoredFormText,
  sign_up_if_missing: ignoredFormText,
  ...redirectParameters,
});

const prepareSchema = z.strictObject({
  strategy: z.string().min(1),
  email_address_id: optionalFormText,
  phone_number_id: optionalFormText,
  web3_wallet_id: ignoredFormText,
  passkey_id: ignoredFormText,
  proof_token: ignoredFormText,
  // Clerk's components post the whole factor they were given.
  safe_identifier: ignoredFormText,
  primary: ignoredFormText,
  default: ignoredFormText,
  channel: ignoredFormText,
  ...redirectParameters,
});

const attemptSchema = z.strictObject({
  strategy: z.string().min(1),
  password: optionalFormText,
  code: optionalFormText,
  signature: ignoredFormText,
  token: ignoredFormText,
  ticket: ignoredFormText,
  public_key_credential: assertionField.optional(),
});

const resetSchema = z.strictObject({ password: z.string().min(1), sign_out_of_other_sessions: formBoolean });

/** Signing in: identify, prove, and where asked for, set a new password. */
export function addSignInRoutes(
  router: Router,
  { forAnyClient, forKnownClient }: FrontendHandlers,
  context: EmulatorContext,
): void {
  const findCurrent = ({ request, client }: ClientCall) =>
    findSignIn(context, client, String(request.params.id));

  router.post(
    '/client/sign_ins',
    forAnyClient(async ({ request, client, caller }) => {
      const form = readForm(createSchema, request.body);
      if (form.strategy === 'ticket' || form.ticket)
        return signInJson(
          context,
          await createTicketSignIn(context, client, caller, requireTicket(form.ticket)),
        );
      if (form.strategy === 'passkey')
        return signInJson(context, await createPasskeySignIn(context, client, caller));
      if (form.transfer) return signInJson(context, await transferToSignIn(context, client, caller));
      const { strategy, redirect_url: redirectUrl } = form;
      if (isOauthStrategy(strategy))
        return signInJson(
          context,
          await createOauthSignIn(context, client, caller, { strategy, redirectUrl, ...readHints(form) }),
        );
      if (strategy !== 'email_link')
        return signInJson(context, await createSignIn(context, client, caller, form));
      const signIn = await createSignIn(context, client, caller, { identifier: form.identifier });
      prepareSignInLink(context, client, caller, signIn, { redirectUrl });
      return signInJson(context, signIn);
    }),
  );
  router.get(
    '/client/sign_ins/:id',
    forKnownClient((call) => signInJson(context, findCurrent(call))),
  );
  router.post(
    '/client/sign_ins/:id/prepare_first_factor',
    forKnownClient((call) => {
      const signIn = findCurrent(call);
      const form = readForm(prepareSchema, call.request.body);
      const { strategy, redirect_url: redirectUrl } = form;
      if (isOauthStrategy(strategy)) {
        prepareOauthSignIn(context, call.client, call.caller, signIn, {
          strategy,
          redirectUrl,
          ...readHints(form),
        });
        return signInJson(context, signIn);
      }
      signIn.external = null;
      if (strategy === 'passkey') {
        preparePasskeySignIn(context, signIn);
        return signInJson(context, signIn);
      }
      const { email_address_id: emailAddressId, phone_number_id: phoneNumberId } = form;
      if (strategy === 'email_link')
        prepareSignInLink(context, call.client, call.caller, signIn, { emailAddressId, redirectUrl });
      else prepareFirstFactor(context, signIn, { strategy, emailAddressId, phoneNumberId });
      return signInJson(context, signIn);
    }),
  );
  router.post(
    '/client/sign_ins/:id/attempt_first_factor',
    forKnownClient(async (call) => {
      const signIn = findCurrent(call);
      const form = readForm(attemptSchema, call.request.body);
      const { public_key_credential: answer } = form;
      if (form.strategy === 'passkey' && answer)
        await attemptPasskeySignIn(context, call.client, call.caller, signIn, answer);
      else await attemptFirstFactor(context, call.client, call.caller, signIn, form);
      return signInJson(context, signIn);
    }),
  );
  router.post(
    '/client/sign_ins/:id/reset_password',
    forKnownClient(async (call) => {
      const signIn = findCurrent(call);
      const form = readForm(resetSchema, call.request.body);
      await resetPassword(context, call.client, call.caller, signIn, {
        password: form.password,
        signOutOfOtherSessions: form.sign_out_of_other_sessions ?? false,
      });
      return signInJson(context, signIn);
    }),
  );
}

function requireTicket(ticket: string | undefined): string {
  if (!ticket) throw parameterNil('ticket');
  return ticket;
}
