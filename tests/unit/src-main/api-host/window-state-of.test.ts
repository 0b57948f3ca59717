import { describe, expect, it } from 'vitest';
import type { WindowConfig } from '../../../../src-contracts/window-state.ts';
import { windowStateOf } from '../../../../src-main/api-host/window-state-of.ts';

const problem = { setting: 'Child', reason: 'it failed', remedy: 'Wait.' };
const ready = { status: 'ready', value: {} } as const;
const config: WindowConfig = {
  version: '0.1.0',
  connection: 'emulator',
  clerk: { publishableKey: 'pk_test_x' },
  api: { url: 'http://127.0.0.1:4000' },
  tokenStorage: 'encrypted',
};

describe('the window state', () => {
  it('is ready once every process is', () => {
    const children = [
      { service: 'emulator', state: ready },
      { service: 'api', state: ready },
    ] as const;
    expect(windowStateOf([...children], config)).toEqual({ status: 'ready', config });
  });

  it('is starting while a process starts', () => {
    expect(windowStateOf([{ service: 'api', state: { status: 'starting' } }], config)).toEqual({
      status: 'starting',
    });
  });

  it('names the first process that is not there, and when it is tried again', () => {
    const waiting = { status: 'waiting', problem, retryInSeconds: 2 } as const;
    expect(
      windowStateOf(
        [
          { service: 'emulator', state: waiting },
          { service: 'api', state: ready },
        ],
        config,
      ),
    ).toEqual({ status: 'unavailable', service: 'emulator', problem, retryInSeconds: 2 });
  });

  it('names no time when only a person can help', () => {
    expect(windowStateOf([{ service: 'api', state: { status: 'failed', problem } }], config)).toEqual({
      status: 'unavailable',
      service: 'api',
      problem,
    });
  });
});
