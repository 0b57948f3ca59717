import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type ControlClient, createControlClient } from '../../../src-emulator/control-client.ts';
import type { Emulator, EmulatorOptions } from '../../../src-emulator/create-emulator.ts';
import { createClock, createFrontendClient, type FrontendClient, startEmulator } from './harness.ts';

type Options = EmulatorOptions & {
  /** One emulator for all tests, where each could do with what the others leave; otherwise each gets its own. */
  shared?: boolean;
  /** Where the client's requests come from. */
  origin?: string;
};

/**
 * An emulator for each test of the file or `describe` block that calls this, with a client of its Frontend API and one of
 * its control API. They are those of the test that runs: ask them in tests and hooks only.
 */
export function setUpEmulator({ shared = false, origin, ...options }: Options = {}) {
  let running: { emulator: Emulator; client: FrontendClient; control: ControlClient } | undefined;

  const start = async (changes: EmulatorOptions = {}) => {
    const emulator = await startEmulator({ ...options, ...changes });
    const client = createFrontendClient(emulator, origin);
    running = { emulator, client, control: createControlClient(emulator.url) };
  };
  const stop = async () => {
    await running?.emulator.close();
    running = undefined;
  };
  const current = () => {
    if (!running) throw new Error('the emulator is not running');
    return running;
  };

  const [before, after] = shared ? [beforeAll, afterAll] : [beforeEach, afterEach];
  before(() => start());
  after(stop);

  return {
    emulator: standIn(() => current().emulator),
    client: standIn(() => current().client),
    control: standIn(() => current().control),
    /** Ends the emulator and starts the next one, with these options besides. */
    restart: async (changes?: EmulatorOptions) => {
      await stop();
      await start(changes);
    },
  };
}

/** A clock that stands still until it is moved, and that starts anew in each test. */
export function setUpClock(start?: () => number): ReturnType<typeof createClock> {
  let clock = createClock(start?.());
  beforeEach(() => {
    clock = createClock(start?.());
  });
  return { read: () => clock.read(), advance: (milliseconds) => clock.advance(milliseconds) };
}

/** Has the members of whatever is the current one in the moment in which they are asked for. */
export function standIn<T extends object>(current: () => T): T {
  return new Proxy<T>(Object.create(null), {
    get: (_empty, name) => Reflect.get(current(), name),
    set: (_empty, name, value) => Reflect.set(current(), name, value),
  });
}
