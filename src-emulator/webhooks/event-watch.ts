import type { EmulatorContext } from '../context.ts';
import { messageWatcher } from './message-watcher.ts';
import { organizationWatchers } from './organization-watchers.ts';
import { sessionWatcher } from './session-watcher.ts';
import { userWatcher } from './user-watcher.ts';
import { waitlistWatcher } from './waitlist-watcher.ts';
import type { EmulatedEvent, Observed, Watcher } from './watcher.ts';

/** In the order in which Clerk tells: a user is there before its session. */
const watchers: readonly Watcher[] = [
  messageWatcher,
  waitlistWatcher,
  userWatcher,
  ...organizationWatchers,
  sessionWatcher,
];

/**
 * Finds out what has happened by comparing the state with what it was. So no operation has to remember to tell,
 * and none can forget it.
 */
export type EventWatch = {
  /** What has happened since the last call; nothing at the first one, and after the whole state was replaced. */
  collect(): EmulatedEvent[];
  /** Starts anew at the next call: nobody listens. */
  rest(): void;
};

export function createEventWatch(context: EmulatorContext): EventWatch {
  let known: { generation: number; observed: Map<string, Observed>[] } | undefined;
  return {
    collect() {
      const { generation } = context.store;
      const before = known?.generation === generation ? known.observed : undefined;
      const observed = watchers.map((watcher, index) => observe(context, watcher, before?.[index]));
      known = { generation, observed };
      if (!before) return [];
      return watchers.flatMap((watcher, index) =>
        compare(watcher, before[index] ?? new Map(), observed[index] ?? new Map()),
      );
    },
    rest() {
      known = undefined;
    },
  };
}

/** What has the same mark as before is not read again. */
function observe(
  context: EmulatorContext,
  watcher: Watcher,
  before: ReadonlyMap<string, Observed> | undefined,
): Map<string, Observed> {
  const observed = new Map<string, Observed>();
  for (const { id, mark, read } of watcher.observe(context)) {
    const known = before?.get(id);
    observed.set(id, known?.mark === mark ? known : { mark, data: read() });
  }
  return observed;
}

function compare(
  watcher: Watcher,
  before: ReadonlyMap<string, Observed>,
  after: ReadonlyMap<string, Observed>,
): EmulatedEvent[] {
  const events: EmulatedEvent[] = [];
  for (const [id, now] of after) {
    const then = before.get(id);
    if (then?.mark !== now.mark) events.push(...watcher.tell(id, then, now));
  }
  for (const [id, then] of before) if (!after.has(id)) events.push(...watcher.tell(id, then, undefined));
  return events;
}
