import type { Router } from 'express';
import { z } from 'zod';
import type { KeyRing } from '../crypto/key-ring.ts';
import { apiError } from '../errors/api-error.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { type ControlHandle, readControlBody } from './call.ts';

const rotateSchema = z.strictObject({ removeOld: z.boolean().default(false) });

/** The keys of session tokens: ids and what they are good for, never the keys themselves. */
export function addKeyRoutes(router: Router, handle: ControlHandle, keys: KeyRing): void {
  const show = () => ({ keys: keys.list() });
  router.get('/_emulator/keys', handle(show));
  router.post(
    '/_emulator/keys/rotate',
    handle(async (request) => {
      await keys.rotate(readControlBody(rotateSchema, request).removeOld);
      return show();
    }),
  );
  router.delete(
    '/_emulator/keys/:kid',
    handle((request) => {
      const kid = String(request.params.kid);
      if (keys.list().some((key) => key.kid === kid && key.state === 'signing'))
        throw apiError(400, 'key_in_use', 'Key in use', `${kid} is the signing key. Rotate first.`);
      if (!keys.remove(kid)) throw resourceNotFound('key', kid);
      return show();
    }),
  );
}
