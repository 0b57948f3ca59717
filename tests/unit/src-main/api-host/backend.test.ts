import { describe, expect, it } from 'vitest';
import type { ApiStart } from '../../../../src-contracts/api-process.ts';
import { readClerkKeys } from '../../../../src-contracts/clerk-settings.ts';
import type { EmulatorReady } from '../../../../src-contracts/ready-line.ts';
import { failure, success } from '../../../../src-contracts/result.ts';
import type { WindowState } from '../../../../src-contracts/window-state.ts';
import { type BackendOptions, createBackend } from '../../../../src-main/api-host/backend.ts';
import type { ChildRun } from '../../../../src-main/api-host/supervisor.ts';

const launchToken = 'l'.repeat(43);
const emulatorAt = (port: number): EmulatorReady => ({
  ready: true,
  name: 'frontdesk-emulator',
  version: '0.1.0',
  url: `http://127.0.0.1:${port}`,
  publishableKey: 'pk_test_x',
  secretKey: 'sk_test_x',
  issuer: 'https://clerk.emulator.localhost',
});

/** A child that the test makes ready and ends. */
function createChild<Ready>() {
  let settle: (value: Awaited<ChildRun<Ready>['ready']>) => void = () => undefined;
  let end = (): void => undefined;
  const ready = new Promise<Awaited<ChildRun<Ready>['ready']>>((resolve) => {
    settle = resolve;
  });
  const exited = new Promise<void>((resolve) => {
    end = resolve;
  });
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    end();
  };
  return {
    run: { ready, exited, stop },
    becomeReady: (value: Ready) => settle(success(value)),
    end,
    isStopped: () => isStopped,
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function setUp(configuration: BackendOptions['configuration']) {
  const emulators: (ReturnType<typeof createChild<EmulatorReady>> & { port: number | string })[] = [];
  const apis: (ReturnType<typeof createChild<{ url: string }>> & { start: ApiStart })[] = [];
  const states: WindowState[] = [];
  const restarts: string[] = [];
  const runEmulator = (port: number | string) => {
    const child = createChild<EmulatorReady>();
    emulators.push({ ...child, port });
    return child.run;
  };
  const backend = createBackend({
    configuration,
    launchToken,
    version: '0.1.0',
    tokenStorage: 'encrypted',
    runApi(start) {
      const child = createChild<{ url: string }>();
      apis.push({ ...child, start });
      return child.run;
    },
    runEmulator,
    joinExternalEmulator: runEmulator,
    restartApplication: () => restarts.push('restart'),
    onChange: (state) => states.push(state),
  });
  /** Starts, and lets both processes become ready: the emulator at port 4100, the API at 5000. */
  async function startBoth(): Promise<void> {
    backend.start();
    emulators[0]?.becomeReady(emulatorAt(4100));
    await settled();
    apis[0]?.becomeReady({ url: 'http://127.0.0.1:5000' });
    await settled();
  }
  return { backend, emulators, apis, states, restarts, startBoth };
}

const noKeys = success({ keys: { connection: 'emulator' as const }, settings: {} });

describe('the processes behind the window', () => {
  it('starts the emulator, then the API with its keys, and is ready', async () => {
    const { backend, emulators, apis } = setUp(noKeys);
    backend.start();
    expect(apis).toHaveLength(0);
    emulators[0]?.becomeReady(emulatorAt(4100));
    await settled();
    expect(apis[0]?.start).toMatchObject({
      port: 0,
      launchToken,
      authorizedParties: ['frontdesk://app'],
      clerk: { connection: 'emulator', apiUrl: 'http://127.0.0.1:4100' },
    });
    apis[0]?.becomeReady({ url: 'http://127.0.0.1:5000' });
    await settled();
    expect(backend.state()).toMatchObject({
      status: 'ready',
      config: {
        api: { url: 'http://127.0.0.1:5000', launchToken },
        clerk: { proxyUrl: 'http://127.0.0.1:4100' },
      },
    });
    expect(backend.origins()).toEqual({ api: 'http://127.0.0.1:5000', frontendApi: 'http://127.0.0.1:4100' });
    await backend.stop();
  });

  it('tells the window nothing of the secret key (S27)', async () => {
    const { backend, states, startBoth } = setUp(noKeys);
    await startBoth();
    expect(JSON.stringify(states)).not.toContain('sk_test');
    await backend.stop();
  });

  it('keeps the API when the emulator comes back at the same address', async () => {
    const { backend, emulators, apis, states, startBoth } = setUp(noKeys);
    await startBoth();
    emulators[0]?.end();
    await settled();
    expect(states.at(-1)).toMatchObject({ status: 'unavailable', service: 'emulator', retryInSeconds: 0.5 });
    backend.retry();
    expect(emulators[1]?.port).toBe(4100);
    emulators[1]?.becomeReady(emulatorAt(4100));
    await settled();
    expect(apis).toHaveLength(1);
    expect(backend.state().status).toBe('ready');
    await backend.stop();
  });

  it('starts the API anew when the emulator had to move', async () => {
    const { backend, emulators, apis, startBoth } = setUp(noKeys);
    await startBoth();
    emulators[0]?.end();
    await settled();
    backend.retry();
    emulators[1]?.becomeReady(emulatorAt(4200));
    await settled();
    expect(apis[0]?.isStopped()).toBe(true);
    expect(apis[1]?.start.clerk).toMatchObject({ apiUrl: 'http://127.0.0.1:4200' });
    await backend.stop();
  });

  it('asks for the same port when the API is started again', async () => {
    const { backend, apis, startBoth } = setUp(noKeys);
    await startBoth();
    apis[0]?.end();
    await settled();
    backend.retry();
    expect(apis[1]?.start.port).toBe(5000);
    await backend.stop();
  });

  it('uses an emulator that somebody else runs when one is named', async () => {
    const { backend, emulators } = setUp(
      success({
        keys: { connection: 'emulator' as const },
        settings: { FRONTDESK_EMULATOR_URL: 'http://127.0.0.1:4100' },
      }),
    );
    backend.start();
    expect(emulators[0]?.port).toBe('http://127.0.0.1:4100');
    await backend.stop();
  });

  it('starts the API alone when there are keys of an instance', async () => {
    const publishableKey = `pk_test_${btoa('clerk.example.com$')}`;
    const keys = readClerkKeys({ publishableKey, secretKey: 'sk_test_x', jwtKey: undefined });
    if (!keys.ok) throw new Error(keys.error.reason);
    const { backend, emulators, apis } = setUp(success({ keys: keys.data, settings: {} }));
    backend.start();
    expect(emulators).toHaveLength(0);
    expect(apis[0]?.start.clerk).toMatchObject({
      connection: 'instance',
      issuer: 'https://clerk.example.com',
    });
    await backend.stop();
  });

  it('starts nothing while the settings cannot be used, says which one it is, and reads them anew on a retry', () => {
    const problem = { setting: 'CLERK_SECRET_KEY', reason: 'it is wrong', remedy: 'Mend it.' };
    const { backend, emulators, apis, restarts } = setUp(failure(problem));
    backend.start();
    expect(restarts).toEqual([]);
    backend.retry();
    expect(restarts).toEqual(['restart']);
    expect(backend.state()).toEqual({ status: 'setup-problem', problem });
    expect([...emulators, ...apis]).toHaveLength(0);
  });

  it('ends every process when it stops', async () => {
    const { backend, emulators, apis, startBoth } = setUp(noKeys);
    await startBoth();
    await backend.stop();
    expect([emulators[0]?.isStopped(), apis[0]?.isStopped()]).toEqual([true, true]);
  });
});
