import path from 'node:path';
import type { ElectronApplication } from 'playwright/test';
import { expect, test } from './app-test.ts';
import { listProcesses, spawnLauncher } from './fixture-app.ts';
import { FIXTURE_DIR } from './global-setup.ts';

const utilityScript = path.join(FIXTURE_DIR, 'utility.js');
/** Starts a utility process that names the user data on its command line, and waits for its first answer. */
function forkUtility(running: ElectronApplication, userData: string): Promise<number> {
  return running.evaluate(
    ({ utilityProcess }, [script, data]) => {
      const child = utilityProcess.fork(script, [data], { stdio: 'ignore' });
      child.postMessage('hello');
      return new Promise<number>((resolve) => child.once('message', ({ pid }) => resolve(pid)));
    },
    [utilityScript, userData] as const,
  );
}

test('a utility process gets messages sent before it listens, and its own environment', async ({
  launch,
}) => {
  const { app: running } = await launch();
  const seen = await running.evaluate(async ({ utilityProcess }, script) => {
    const child = utilityProcess.fork(script, [], {
      stdio: 'pipe',
      serviceName: 'fixture',
      env: { ...process.env, FIXTURE_SECRET: 'handed over' },
    });
    const answers: unknown[] = [];
    child.postMessage({ when: new Date(1), bytes: new Uint8Array([1]) });
    child.postMessage('second');
    let output = '';
    child.stdout?.on('data', (text) => {
      output += text;
    });
    await new Promise<void>((resolve) =>
      child.on('message', ({ pid, ...answer }) => {
        answers.push({ ...answer, isOwnPid: pid === child.pid });
        if (answers.length === 2) resolve();
      }),
    );
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.postMessage({ exit: 7 });
    return { answers, output, code: await exited, pid: child.pid };
  }, utilityScript);
  const common = { type: 'utility', secret: 'handed over', isOwnPid: true };
  expect(seen).toEqual({
    answers: [
      { ...common, echo: { when: new Date(1), bytes: new Uint8Array([1]) } },
      { ...common, echo: 'second' },
    ],
    output: 'utility: listening\n',
    code: 7,
    pid: undefined,
  });
});

test('the app hears of utility processes that end badly, and of none that ends well', async ({ launch }) => {
  const { app: running } = await launch();
  const gone = await running.evaluate(async ({ app, utilityProcess }, script) => {
    const heard: unknown[] = [];
    app.on('child-process-gone', (_event, { type, reason, exitCode, name }) =>
      heard.push({ type, reason, exitCode, name }),
    );
    const run = async (act: (child: Electron.UtilityProcess) => void) => {
      const child = utilityProcess.fork(script, [], { stdio: 'ignore', serviceName: 'fixture' });
      child.postMessage('hello');
      await new Promise((resolve) => child.once('message', resolve));
      const exited = new Promise((resolve) => child.once('exit', resolve));
      act(child);
      return exited;
    };
    const codes = [
      await run((child) => child.postMessage({ exit: 0 })),
      await run((child) => child.postMessage({ exit: 3 })),
      await run((child) => child.kill()),
      await run((child) => child.postMessage({ crash: true })),
    ];
    return { codes, heard };
  }, utilityScript);
  const common = { type: 'Utility', name: 'fixture' };
  expect(gone).toEqual({
    codes: [0, 3, 15, 6],
    heard: [
      { ...common, reason: 'abnormal-exit', exitCode: 3 },
      { ...common, reason: 'killed', exitCode: 15 },
      { ...common, reason: 'crashed', exitCode: 6 },
    ],
  });
});

for (const [how, end] of [
  ['app.close()', (running: ElectronApplication) => running.close()],
  ['SIGTERM', async (running: ElectronApplication) => void running.process().kill('SIGTERM')],
  ['SIGKILL', async (running: ElectronApplication) => void running.process().kill('SIGKILL')],
] as const) {
  test(`no process is left after ${how}`, async ({ launch, userData }) => {
    const { app: running } = await launch();
    await forkUtility(running, userData);
    expect(listProcesses(userData).length).toBeGreaterThan(3);
    const closed = running.waitForEvent('close');
    await end(running);
    await closed;
    await expect.poll(() => listProcesses(userData)).toEqual([]);
  });
}

test('no Chromium, or no app, is one line that says what to do', async ({ userData }) => {
  const none = spawnLauncher([FIXTURE_DIR, `--user-data-dir=${userData}`], {
    ELECTRON_HOST_CHROMIUM: '/nowhere/chromium',
  });
  expect(await none.ended).toEqual({
    code: 1,
    errors: 'electron-host: ELECTRON_HOST_CHROMIUM names /nowhere/chromium, which cannot be executed\n',
  });
  const noApp = spawnLauncher([]);
  expect(await noApp.ended).toEqual({
    code: 1,
    errors: 'electron-host: no app to run; give its directory or main file as the first argument\n',
  });
});
