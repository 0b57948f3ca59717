import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { waitlistNotEnabled } from '../errors/ticket-errors.ts';
import { joinWaitlist } from '../operations/waitlist.ts';
import { emailAddressField, ignoredFormText } from '../wire/fields.ts';
import { readForm } from '../wire/read-parameters.ts';
import type { FrontendHandlers } from './call.ts';

const joinSchema = z.strictObject({ email_address: emailAddressField, locale: ignoredFormText });

/** Asking to be let in. */
export function addWaitlistRoutes(
  router: Router,
  { forAnyClient }: FrontendHandlers,
  context: EmulatorContext,
): void {
  router.post(
    '/waitlist',
    forAnyClient(({ request }) => {
      if (context.store.settings.signUpMode !== 'waitlist') throw waitlistNotEnabled();
      const entry = joinWaitlist(context, readForm(joinSchema, request.body).email_address, true);
      return { object: 'waitlist_entry', id: entry.id };
    }, 'bare'),
  );
}
