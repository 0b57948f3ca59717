import { type Request, type Response, Router } from 'express';
import type { WindowOrigins } from '../src-contracts/content-security-policy.ts';
import { createWindowFiles } from '../src-window-files/window-files.ts';
import { createVaultKey } from './client-token-vault.ts';
import { readVaultKey, writeVaultKey } from './vault-cookie.ts';

/** Serves the built window. Its page leaves the browser with a key for its client token. */
export function createWindowRoutes(
  folder: string,
  readOrigins: () => WindowOrigins,
  cookieName: string,
): Router {
  const readFile = createWindowFiles(folder, readOrigins);
  const router = Router();
  router.get('/{*path}', async (request: Request, response: Response) => {
    const { status, headers, body } = await readFile(request.path);
    if (headers['Content-Type']?.startsWith('text/html'))
      writeVaultKey(response, cookieName, readVaultKey(request, cookieName) ?? createVaultKey());
    response.status(status).set(headers).end(body);
  });
  return router;
}
