import { EventEmitter } from 'node:events';
import type { CDPSession } from 'playwright';
import { guarded } from './guard.ts';
import type { Permissions } from './permissions.ts';

type Send = CDPSession['send'];

/** Electron's storage names → those of the DevTools protocol. */
const STORAGES: Readonly<Record<string, string>> = {
  cookies: 'cookies',
  filesystem: 'file_systems',
  indexdb: 'indexeddb',
  localstorage: 'local_storage',
  serviceworkers: 'service_workers',
  cachestorage: 'cache_storage',
};

export interface SessionDependencies {
  readonly permissions: Permissions;
  readonly protocol: object;
  readonly webRequest: object;
  readonly fetch: (input: string | Request, init?: RequestInit) => Promise<Response>;
  /** The protocol session of any open window; throws when there is none. */
  getPageCommand(): Send;
  /** Origins, as Chromium knows them, that windows have shown since start-up. */
  getVisitedOrigins(): readonly string[];
  toStandIn(url: string): string;
  getDefaultUserAgent(): string;
}

/** Electron's `session` module: the default session only. */
export function createSession(dependencies: SessionDependencies) {
  const { permissions, protocol, webRequest, fetch } = dependencies;
  let userAgent: string | undefined;

  const members = {
    protocol,
    fetch,
    webRequest: guarded(webRequest, 'session.webRequest'),
    ...permissions.handlers,
    // No device, screen or spell checker is offered to pages, so nothing ever asks these.
    setDevicePermissionHandler() {},
    setDisplayMediaRequestHandler() {},
    setSpellCheckerEnabled() {},
    getUserAgent: (): string => userAgent ?? dependencies.getDefaultUserAgent(),
    /** Holds for windows created afterwards. */
    setUserAgent(value: string): void {
      userAgent = value;
    },
    async clearStorageData(options: { origin?: string; storages?: readonly string[] } = {}): Promise<void> {
      const send = dependencies.getPageCommand();
      const storageTypes = options.storages?.map(toStorageType).join(',') ?? 'all';
      const origins = options.origin
        ? [dependencies.toStandIn(options.origin).replace(/\/$/, '')]
        : dependencies.getVisitedOrigins();
      for (const origin of origins) await send('Storage.clearDataForOrigin', { origin, storageTypes });
    },
    async clearCache(): Promise<void> {
      await dependencies.getPageCommand()('Network.clearBrowserCache');
    },
  };
  const defaultSession = guarded(Object.assign(new EventEmitter(), members), 'session.defaultSession');
  return { defaultSession, session: guarded({ defaultSession }, 'session') };
}

function toStorageType(name: string): string {
  const known = STORAGES[name];
  if (known === undefined) throw new Error(`electron-host: clearStorageData of ${name} is not emulated`);
  return known;
}

export type HostSession = ReturnType<typeof createSession>['defaultSession'];
