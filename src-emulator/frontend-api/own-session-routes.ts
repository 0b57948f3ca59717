import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { attemptPassword } from '../operations/password-attempt.ts';
import { removePassword } from '../operations/user-passwords.ts';
import { optionalFormText } from '../wire/fields.ts';
import { readForm } from '../wire/read-parameters.ts';
import { sessionJson } from '../wire/session-json.ts';
import { userJson } from '../wire/user-json.ts';
import type { FrontendHandlers } from './call.ts';

const removePasswordSchema = z.strictObject({ current_password: optionalFormText });

/** All sessions of who is signed in, those that are over as well, and how to do without a password. */
export function addOwnSessionRoutes(
  router: Router,
  { forUser, forVerifiedUser }: FrontendHandlers,
  context: EmulatorContext,
): void {
  router.get(
    '/me/sessions',
    forUser(({ user }) => {
      const own = [...context.store.sessions.values()].filter(({ userId }) => userId === user.id);
      return Promise.all(own.reverse().map((session) => sessionJson(context, session)));
    }, 'bare'),
  );
  router.post(
    '/me/remove_password',
    forVerifiedUser(async ({ request, user }) => {
      const { current_password: password } = readForm(removePasswordSchema, request.body);
      if (password && user.passwordHash) await attemptPassword(context, user, password, 'current_password');
      removePassword(context, user);
      return userJson(context, user);
    }),
  );
}
