import type { CdpSession } from './cdp.ts';

type CheckHandler = (
  webContents: object | null,
  permission: string,
  requestingOrigin: string,
  details: { isMainFrame: boolean; requestingUrl: string; mediaType?: 'audio' | 'video' },
) => boolean;
type RequestHandler = (
  webContents: object,
  permission: string,
  callback: (isGranted: boolean) => void,
  details: { isMainFrame: boolean; requestingUrl: string },
) => void;

interface Permission {
  /** Electron's name. */
  readonly name: string;
  /** Name of the descriptor in the Permissions API, as Chromium's protocol takes it. */
  readonly descriptor: string;
  readonly mediaType?: 'audio' | 'video';
}

const PERMISSIONS: readonly Permission[] = [
  { name: 'notifications', descriptor: 'notifications' },
  { name: 'geolocation', descriptor: 'geolocation' },
  { name: 'clipboard-read', descriptor: 'clipboard-read' },
  { name: 'clipboard-sanitized-write', descriptor: 'clipboard-write' },
  { name: 'media', descriptor: 'microphone', mediaType: 'audio' },
  { name: 'media', descriptor: 'camera', mediaType: 'video' },
  { name: 'midi', descriptor: 'midi' },
  { name: 'idle-detection', descriptor: 'idle-detection' },
  { name: 'display-capture', descriptor: 'display-capture' },
  { name: 'storage-access', descriptor: 'storage-access' },
  { name: 'window-management', descriptor: 'window-management' },
];

/** A document that has, or wants, a permission. */
export interface PermissionSubject {
  readonly webContents: object;
  /** URL and origin as the app knows them. */
  readonly url: string;
  readonly origin: string;
  /** The origin as Chromium knows it. */
  readonly standInOrigin: string;
}

/**
 * The permission handlers of a session, put into force through Chromium's own permission settings, so that
 * the page's calls succeed or fail inside Chromium. Without handlers everything is granted, as in
 * Electron.
 */
export function createPermissions() {
  let check: CheckHandler | null = null;
  let request: RequestHandler | null = null;

  const put = (browser: CdpSession, permission: Permission, isGranted: boolean, origin: string) =>
    browser.send('Browser.setPermission', {
      permission: { name: permission.descriptor },
      setting: isGranted ? 'granted' : 'denied',
      origin,
    });

  return {
    handlers: {
      setPermissionCheckHandler(handler: CheckHandler | null): void {
        check = handler;
      },
      setPermissionRequestHandler(handler: RequestHandler | null): void {
        request = handler;
      },
    },
    /** Before a document starts: what `navigator.permissions.query` and the like shall find. */
    async applyChecks(browser: CdpSession, subject: PermissionSubject): Promise<void> {
      const { webContents, url, origin, standInOrigin } = subject;
      const isGranted = ({ name, mediaType }: Permission): boolean =>
        check?.(webContents, name, origin, {
          isMainFrame: true,
          requestingUrl: url,
          ...(mediaType ? { mediaType } : {}),
        }) ?? true;
      await Promise.all(PERMISSIONS.map((known) => put(browser, known, isGranted(known), standInOrigin)));
    },
    /** When a document asks: runs the request handler and sets Chromium to its answer. */
    async applyRequest(browser: CdpSession, subject: PermissionSubject, name: string): Promise<void> {
      const { webContents, url, standInOrigin } = subject;
      const isGranted = await new Promise<boolean>((resolve) => {
        if (request === null) resolve(true);
        else request(webContents, name, resolve, { isMainFrame: true, requestingUrl: url });
      });
      const wanted = PERMISSIONS.filter((known) => known.name === name);
      await Promise.all(wanted.map((known) => put(browser, known, isGranted, standInOrigin)));
    },
  };
}

export type Permissions = ReturnType<typeof createPermissions>;
