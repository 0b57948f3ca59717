import { randomBytes } from 'node:crypto';
import { contentSecurityPolicy, type WindowOrigins } from '../../src-contracts/content-security-policy.ts';
import { createWindowFiles } from '../../src-window-files/window-files.ts';
import { serveWindow, serveWindowFrom } from './window-protocol.ts';

/** Serves the window: its built files, or the development server's when there is one. */
export function provideWindow(
  folder: string,
  developmentServer: string | undefined,
  readOrigins: () => Promise<WindowOrigins>,
): void {
  if (!developmentServer) {
    serveWindow(createWindowFiles(folder, readOrigins));
    return;
  }
  const socket = developmentServer.replace(/^http/, 'ws').replace(/\/$/, '');
  serveWindowFrom(developmentServer, async () => {
    const nonce = randomBytes(16).toString('base64url');
    const origins = await readOrigins();
    return { nonce, origins, header: contentSecurityPolicy(nonce, { ...origins, development: [socket] }) };
  });
}
