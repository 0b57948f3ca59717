import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright/test';
import { type ApiReady, apiReadySchema } from '../../../src-contracts/ready-line.ts';
import { endProcess, type ServerProcess, startServer } from '../../support/server-process.ts';
import type { Application, LaunchOptions } from './application.ts';
import { killDescendant } from './child-processes.ts';
import { chromiumPath, chromiumSwitches } from './environment.ts';

/** Starts browser mode and opens its window in Chromium with a profile that outlives a restart. */
export async function launchBrowserMode(options: LaunchOptions): Promise<Application> {
  let log = '';
  let port = 0;
  let server = await serve();
  let context = await openBrowser().catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  let page = await openWindow();

  async function serve(): Promise<ServerProcess<ApiReady>> {
    const started = await startServer('web', ['--port', String(port)], apiReadySchema, {
      FRONTDESK_DATA_DIR: join(options.dataFolder, 'web'),
      ...options.environment,
    });
    port = Number(new URL(started.ready.url).port);
    return started;
  }

  async function openBrowser(): Promise<BrowserContext> {
    const opened = await chromium.launchPersistentContext(join(options.dataFolder, 'chromium'), {
      executablePath: chromiumPath(),
      args: chromiumSwitches,
      ignoreDefaultArgs: ['--enable-automation'],
      viewport: { width: 1180, height: 800 },
    });
    options.onContext(opened);
    return opened;
  }

  async function openWindow(): Promise<Page> {
    const opened = context.pages()[0] ?? (await context.newPage());
    await opened.goto(server.ready.url);
    await opened.waitForSelector('main[data-screen]');
    return opened;
  }

  const endServer = async (signal: NodeJS.Signals) => {
    await endProcess(server.child, signal);
    log += server.log();
  };

  return {
    page: () => page,
    context: () => context,
    log: () => log + server.log(),
    async restart() {
      await context.close();
      await endServer('SIGTERM');
      server = await serve();
      context = await openBrowser();
      page = await openWindow();
    },
    killApi: () => endServer('SIGKILL'),
    async reviveApi() {
      server = await serve();
    },
    killEmulator: async () => killDescendant(server.child.pid ?? Number.NaN, /out\/emulator\/index\.js/),
    openedLinks: async () => [],
    async close() {
      await context.close();
      await endServer('SIGTERM');
    },
  };
}
