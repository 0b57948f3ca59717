import { readExternalEmulator } from '../../src-contracts/external-emulator.ts';
import type { EmulatorReady } from '../../src-contracts/ready-line.ts';
import type { ChildRun } from './supervisor.ts';

/** Uses an emulator that somebody else runs (FRONTDESK_EMULATOR_URL) as if it were a child that never exits. */
export function joinExternalEmulator(url: string): ChildRun<EmulatorReady> {
  let leave = (): void => undefined;
  const exited = new Promise<void>((resolve) => {
    leave = resolve;
  });
  return { ready: readExternalEmulator(url), exited, stop: leave };
}
