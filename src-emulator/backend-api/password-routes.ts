import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { requirePassword, setPasswordCompromised } from '../operations/compromised-passwords.ts';
import { requireUserById } from '../operations/users.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { backendUserJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';

const setSchema = z.strictObject({ revoke_all_sessions: z.boolean().nullable().optional() });

/** Passwords that somebody else may know. */
export function addPasswordRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  router.post(
    '/users/:id/password/set_compromised',
    handle((request) => {
      const user = requirePassword(requireUserById(context, String(request.params.id)));
      const body = readParameters(setSchema, request.body ?? {});
      setPasswordCompromised(context, user, { revokeAllSessions: body.revoke_all_sessions ?? false });
      return backendUserJson(context, user);
    }),
  );
  router.post(
    '/users/:id/password/unset_compromised',
    handle((request) => {
      const user = requirePassword(requireUserById(context, String(request.params.id)));
      user.passwordCompromised = false;
      user.updatedAt = context.clock();
      return backendUserJson(context, user);
    }),
  );
}
