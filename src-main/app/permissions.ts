import type { Session } from 'electron';
import { windowOrigin } from '../../src-contracts/brand.ts';

/**
 * What the window may use, each with its reason. SECURITY S34: everything else is denied (Electron checklist 5).
 * - clipboard-sanitized-write: the copy buttons.
 * - local-network-access, local-network, loopback-network: Chromium asks for one of these, by version, before a page may
 *   call a loopback address; without it the window could not reach its own API.
 */
const allowedPermissions = new Set([
  'clipboard-sanitized-write',
  'local-network-access',
  'local-network',
  'loopback-network',
]);

/** Whether `permission` is granted to a page with `origin`. */
export const isPermissionAllowed = (permission: string, origin: string): boolean =>
  allowedPermissions.has(permission) && origin.replace(/\/$/, '') === windowOrigin;

export function restrictPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isPermissionAllowed(permission, originOf(details.requestingUrl))),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isPermissionAllowed(permission, origin),
  );
  session.setDevicePermissionHandler(() => false);
}

/** `URL.origin` is `null` for custom schemes, so it is put together here. */
function originOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
