import type { Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { findPasskey, removePasskey } from '../operations/passkeys.ts';
import { requireUserById } from '../operations/users.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';

/** Takes a passkey away from its user. */
export function addPasskeyRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  router.delete(
    '/users/:id/passkeys/:passkeyId',
    handle((request) => {
      const user = requireUserById(context, String(request.params.id));
      const passkey = findPasskey(user, String(request.params.passkeyId));
      removePasskey(context, user, passkey);
      return deletedJson('passkey', passkey.id);
    }),
  );
}
