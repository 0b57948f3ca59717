import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { redeemHandshake } from '../operations/handshake.ts';
import { readParameters } from '../wire/read-parameters.ts';
import type { BackendHandle } from './call.ts';

const querySchema = z.strictObject({ nonce: z.string().min(1).max(200) });

/** What an application's server sets in the browser after a handshake. */
export function addHandshakeRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  router.get(
    '/clients/handshake_payload',
    handle((request) => {
      const { nonce } = readParameters(querySchema, request.query);
      const directives = redeemHandshake(context, nonce);
      if (!directives) throw resourceNotFound('handshake', nonce);
      return { directives };
    }),
  );
}
