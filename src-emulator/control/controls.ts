import type { KeyRing } from '../crypto/key-ring.ts';
import type { InstanceRegistry } from '../instance-registry.ts';
import type { Seed } from '../state/seed.ts';
import type { Faults } from './fault-rules.ts';
import type { MovableClock } from './movable-clock.ts';
import type { RequestLog } from './request-log.ts';

/** What the control endpoints drive besides the state: it belongs to the process and is never saved. */
export type Controls = {
  readonly clock: MovableClock;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly keys: KeyRing;
  /** What a reset goes back to. */
  readonly seed: Seed;
  /** The further instances of this process; only the default one has them. */
  readonly instances: InstanceRegistry | undefined;
};
