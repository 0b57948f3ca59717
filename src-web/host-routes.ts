import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { jsonBody, ProblemError } from '../src-api/index.ts';
import type { WindowState } from '../src-contracts/window-state.ts';
import type { ClientTokenVault } from './client-token-vault.ts';
import { readVaultKey } from './vault-cookie.ts';

const clientTokenSchema = z.strictObject({ token: z.string().min(1).max(16_384) });

export type HostRoutesOptions = { readState: () => WindowState; vault: ClientTokenVault; cookieName: string };

/**
 * What the desktop's bridge does, over HTTP for a page of the same origin: the window state, and a place for the client
 * token. Every request needs a header that another site's page cannot send without a preflight, which is never granted.
 */
export function createHostRoutes({ readState, vault, cookieName }: HostRoutesOptions): Router {
  const router = Router();
  router.use(requireWindowHeader, jsonBody);

  router.get('/state', (_request, response) => void response.json(readState()));

  router.get('/client-token', async (request, response) => {
    const key = readVaultKey(request, cookieName);
    response.json({ token: key ? await vault.read(key) : null });
  });

  router.put('/client-token', async (request, response) => {
    const body = clientTokenSchema.safeParse(request.body);
    const key = readVaultKey(request, cookieName);
    if (!body.success || !key)
      throw new ProblemError('invalid-request', {
        detail: 'A client token, or the cookie of the page, is missing.',
      });
    await vault.write(key, body.data.token);
    response.status(204).end();
  });

  router.delete('/client-token', async (request, response) => {
    const key = readVaultKey(request, cookieName);
    if (key) await vault.remove(key);
    response.status(204).end();
  });

  return router;
}

const requireWindowHeader: RequestHandler = (request, response, next) => {
  response.set('Cache-Control', 'no-store');
  const site = request.get('sec-fetch-site');
  if (request.get('x-frontdesk-window') !== '1' || (site !== undefined && site !== 'same-origin'))
    throw new ProblemError('origin-not-allowed', { detail: 'Only the window of this origin may ask.' });
  next();
};
