import type { BrowserContext, Page } from 'playwright/test';

/** A running Frontdesk as the specs see it, whichever way it runs. */
export type Application = {
  /** Its window. Another object after a restart. */
  page: () => Page;
  context: () => BrowserContext;
  /** Everything that its processes have written to stdout and stderr so far. */
  log: () => string;
  /** Ends the application as a person does and starts it again with the same data. */
  restart: () => Promise<void>;
  /** Kills the process that serves the API, as the system does when memory runs out. */
  killApi: () => Promise<void>;
  /** Brings the API back where nothing does so by itself (browser mode: a person starts it again). */
  reviveApi: () => Promise<void>;
  /** Kills the emulator that the application runs. */
  killEmulator: () => Promise<void>;
  /** What the application handed to the system's browser since it was started; nothing is really opened. */
  openedLinks: () => Promise<string[]>;
  close: () => Promise<void>;
};

export type LaunchOptions = {
  dataFolder: string;
  environment: Record<string, string>;
  /** Called with each browser context before a page of it is used. */
  onContext: (context: BrowserContext) => void;
};
