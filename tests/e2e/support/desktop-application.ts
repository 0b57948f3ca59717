import { _electron, type ElectronApplication, type Page } from 'playwright/test';
import { cleanEnvironment, projectFolder } from '../../support/server-process.ts';
import type { Application, LaunchOptions } from './application.ts';
import { killDescendant } from './child-processes.ts';
import { electronPath, isRealElectron, isRoot } from './environment.ts';

/** Starts the desktop application on whatever Electron (or stand-in) ELECTRON_BIN names. */
export async function launchDesktop(
  options: LaunchOptions,
): Promise<Application & { electron: () => ElectronApplication }> {
  let log = '';
  let electron = await launch();
  let page = await openedPage(electron);

  async function launch(): Promise<ElectronApplication> {
    const application = await _electron.launch({
      executablePath: electronPath(),
      args: [projectFolder, `--user-data-dir=${options.dataFolder}`, ...(isRoot ? ['--no-sandbox'] : [])],
      env: cleanEnvironment(options.environment),
    });
    options.onContext(application.context());
    for (const stream of [application.process().stdout, application.process().stderr])
      stream?.on('data', (chunk: Buffer) => {
        log += chunk;
      });
    await recordOpenedLinks(application);
    return application;
  }

  /** Electron names its utility processes in its metrics; the stand-in's have telling command lines instead. */
  async function killChild(serviceName: string, command: RegExp): Promise<void> {
    if (!isRealElectron()) return killDescendant(electron.process().pid ?? Number.NaN, command);
    const pid = await electron.evaluate(
      ({ app }, name) =>
        app.getAppMetrics().find((metric) => metric.serviceName === name || metric.name === name)?.pid,
      serviceName,
    );
    if (pid === undefined) throw new Error(`Electron has no process named ${serviceName}`);
    process.kill(pid, 'SIGKILL');
  }

  return {
    electron: () => electron,
    page: () => page,
    context: () => electron.context(),
    log: () => log,
    async restart() {
      await electron.close();
      electron = await launch();
      page = await openedPage(electron);
    },
    killApi: () => killChild('Frontdesk API', /out\/api\/index\.js/),
    reviveApi: async () => undefined,
    killEmulator: () => killChild('Frontdesk Clerk emulator', /out\/emulator\/index\.js/),
    openedLinks: () => electron.evaluate(() => Reflect.get(globalThis, 'openedLinks')),
    close: () => electron.close(),
  };
}

/** The same on Electron and on its stand-in: the main process's own `shell` records instead of opening. */
const recordOpenedLinks = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(({ shell }) => {
    const openedLinks: string[] = [];
    Reflect.set(globalThis, 'openedLinks', openedLinks);
    shell.openExternal = async (url) => void openedLinks.push(url);
  });

async function openedPage(electron: ElectronApplication): Promise<Page> {
  const page = await electron.firstWindow();
  await page.waitForSelector('main[data-screen]');
  return page;
}
