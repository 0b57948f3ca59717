import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import {
  addEmailAddress,
  attemptEmailVerification,
  findEmailAddress,
  prepareEmailVerification,
  removeEmailAddress,
} from '../operations/email-addresses.ts';
import type { EmailAddress, User } from '../state/records.ts';
import { emailAddressField, ignoredFormText, optionalFormText } from '../wire/fields.ts';
import { emailAddressJson } from '../wire/identification-json.ts';
import { readForm } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { FrontendHandlers, UserCall } from './call.ts';

const createSchema = z.strictObject({ email_address: emailAddressField });
const prepareSchema = z.strictObject({
  strategy: z.string().min(1),
  redirect_url: optionalFormText,
  action_complete_redirect_url: ignoredFormText,
});
const attemptSchema = z.strictObject({ code: z.string().min(1), strategy: ignoredFormText });

/** The addresses of a signed-in user. */
export function addEmailAddressRoutes(
  router: Router,
  { forUser, forVerifiedUser }: FrontendHandlers,
  context: EmulatorContext,
): void {
  const toJson = (user: User, email: EmailAddress) => emailAddressJson(user, email, context.clock());
  const findOwn = ({ request, user }: UserCall) => findEmailAddress(user, String(request.params.id));

  router
    .route('/me/email_addresses')
    .get(forUser(({ user }) => user.emailAddresses.map((email) => toJson(user, email)), 'bare'))
    .post(
      forVerifiedUser(({ request, user }) =>
        toJson(user, addEmailAddress(context, user, readForm(createSchema, request.body).email_address)),
      ),
    );
  router
    .route('/me/email_addresses/:id')
    .get(forUser((call) => toJson(call.user, findOwn(call))))
    .delete(
      forVerifiedUser((call) => {
        const email = findOwn(call);
        removeEmailAddress(context, call.user, email);
        return deletedJson('email_address', email.id);
      }),
    );
  router.post(
    '/me/email_addresses/:id/prepare_verification',
    forUser((call) => {
      const email = findOwn(call);
      const { strategy, redirect_url: redirectUrl } = readForm(prepareSchema, call.request.body);
      prepareEmailVerification(context, call.client, call.caller, email, { strategy, redirectUrl });
      return toJson(call.user, email);
    }),
  );
  router.post(
    '/me/email_addresses/:id/attempt_verification',
    forUser((call) => {
      const email = findOwn(call);
      attemptEmailVerification(context, call.user, email, readForm(attemptSchema, call.request.body).code);
      return toJson(call.user, email);
    }),
  );
}
