import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { attemptPasskeyAgain, preparePasskeyAgain } from '../operations/passkey-reverification.ts';
import {
  attemptFirstFactorAgain,
  attemptSecondFactorAgain,
  prepareFirstFactorAgain,
  prepareSecondFactorAgain,
  startReverification,
} from '../operations/reverification.ts';
import type { Reverification } from '../state/records.ts';
import { ignoredFormText, optionalFormText } from '../wire/fields.ts';
import { assertionField } from '../wire/passkey-json.ts';
import { readForm } from '../wire/read-parameters.ts';
import { reverificationJson } from '../wire/reverification-json.ts';
import type { FrontendHandlers, UserCall } from './call.ts';

const startSchema = z.strictObject({
  level: z.enum(['first_factor', 'second_factor', 'multi_factor']),
});
const prepareSchema = z.looseObject({
  strategy: z.string().min(1),
  email_address_id: optionalFormText,
  phone_number_id: optionalFormText,
});
const attemptFirstSchema = z.strictObject({
  strategy: z.string().min(1),
  password: optionalFormText,
  code: optionalFormText,
  public_key_credential: assertionField.optional(),
});
const attemptSecondSchema = z.strictObject({
  strategy: z.string().min(1),
  code: z.string().trim().min(1).max(64),
  public_key_credential: ignoredFormText,
});

/** Proving again who is signed in, which the account pages ask for before what cannot be undone. */
export function addReverificationRoutes(
  router: Router,
  { forSessionOfPath }: FrontendHandlers,
  context: EmulatorContext,
): void {
  const add = (step: string, run: (call: UserCall) => Promise<Reverification> | Reverification) =>
    router.post(
      `/client/sessions/:id/verify${step}`,
      forSessionOfPath(async (call) => reverificationJson(context, call.session, call.user, await run(call))),
    );

  add('', ({ request, session, user }) =>
    startReverification(context, session, user, readForm(startSchema, request.body).level),
  );
  add('/prepare_first_factor', ({ request, session, user }) => {
    const form = readForm(prepareSchema, request.body);
    if (form.strategy === 'passkey') return preparePasskeyAgain(context, session, user);
    return prepareFirstFactorAgain(context, session, user, {
      strategy: form.strategy,
      emailAddressId: form.email_address_id,
      phoneNumberId: form.phone_number_id,
    });
  });
  add('/attempt_first_factor', ({ request, session, user, caller }) => {
    const form = readForm(attemptFirstSchema, request.body);
    const { public_key_credential: answer } = form;
    return form.strategy === 'passkey' && answer
      ? attemptPasskeyAgain(context, session, user, caller, answer)
      : attemptFirstFactorAgain(context, session, user, form);
  });
  add('/prepare_second_factor', ({ request, session, user }) => {
    const { strategy, phone_number_id: phoneNumberId } = readForm(prepareSchema, request.body);
    return prepareSecondFactorAgain(context, session, user, { strategy, phoneNumberId });
  });
  add('/attempt_second_factor', ({ request, session, user }) =>
    attemptSecondFactorAgain(context, session, user, readForm(attemptSecondSchema, request.body)),
  );
}
