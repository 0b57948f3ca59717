import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RequestHandler } from 'express';
import { apiError } from '../errors/api-error.ts';
import { replyError } from '../http/reply.ts';

/** `/npm/@clerk/clerk-js@6/dist/clerk.browser.js` and its chunks; the version is the installed one, whatever is asked. */
const filePath = /^\/npm\/(@clerk\/(?:clerk-js|ui))@[\w.+-]+\/(dist\/[\w.-]+\.js)$/;

/**
 * Serves the scripts that Clerk's SDKs load into a page, which Clerk has from its own host: those that are installed in
 * `folder` or above it.
 */
export function servePackageFiles(folder: string): RequestHandler {
  return (request, response, next) => {
    const [, name, file] = filePath.exec(request.path) ?? [];
    if (!name || !file || request.method !== 'GET') return next();
    const root = findPackage(folder, name);
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (!root) {
      const explanation = `${name} is not installed in ${folder} or above it. Install it there: npm install ${name}.`;
      replyError(response, apiError(404, 'package_not_installed', 'Package not installed', explanation));
      return;
    }
    response.sendFile(
      file,
      { root, headers: { 'Content-Type': 'text/javascript; charset=utf-8' } },
      (error) => {
        if (error) next();
      },
    );
  };
}

function findPackage(folder: string, name: string): string | undefined {
  const candidate = join(folder, 'node_modules', name);
  if (existsSync(join(candidate, 'package.json'))) return candidate;
  const parent = dirname(folder);
  return parent === folder ? undefined : findPackage(parent, name);
}
