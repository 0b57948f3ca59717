import type { CDPSession } from 'playwright';
import type { Chromium } from './chromium.ts';
import type { IpcMainHost } from './ipc-main.ts';
import type { ThemeHost } from './native-theme.ts';
import type { OriginMap } from './origin-map.ts';
import type { Permissions } from './permissions.ts';
import type { HostSession } from './session.ts';

/** A page of the app, by its DevTools target. */
export interface PageEntry {
  readonly webContents: object;
  readonly send: CDPSession['send'];
  /** Called when Chromium has closed the page. */
  targetGone(): void;
}

/** What windows and their contents need of the rest of the host. */
export interface HostServices {
  /** Settles when Chromium has started, which happens after the app's main script ran. */
  readonly chromium: Promise<Chromium>;
  readonly pages: Map<string, PageEntry>;
  readonly visitedOrigins: Set<string>;
  readonly origins: OriginMap;
  readonly permissions: Permissions;
  readonly session: HostSession;
  readonly ipc: IpcMainHost;
  readonly theme: ThemeHost;
  /** The bundle that pages run. */
  readonly preloadRuntime: string;
  readonly log: (line: string) => void;
  readonly logError: (line: string) => void;
  getUserAgent(): string;
  emitOnApp(event: string, ...args: unknown[]): void;
  /** Ends the process over a failure of the host itself. */
  fail(error: unknown): void;
}
