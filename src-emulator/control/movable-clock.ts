import { latestTime } from '../state/times.ts';

type ClockReading = {
  /** `real`: as the computer's; `moved`: runs, but ahead or behind; `frozen`: stands still until moved. */
  readonly mode: 'real' | 'moved' | 'frozen';
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds ahead of the computer's clock; negative when behind. */
  readonly offsetMilliseconds: number;
};

/**
 * The time that the whole emulator goes by, so that tests need not wait for codes, tokens and sessions to expire.
 * It belongs to the process: neither saved nor in a snapshot.
 */
export type MovableClock = {
  /** Milliseconds since the epoch; never below 0, never beyond {@link latestTime}. */
  read(): number;
  describe(): ClockReading;
  setOffset(milliseconds: number): void;
  freezeAt(time: number): void;
  /** Moves a running or a frozen clock; back when negative. */
  advance(milliseconds: number): void;
  reset(): void;
};

export function createMovableClock(realClock: () => number): MovableClock {
  let offset = 0;
  let frozenAt: number | undefined;
  const read = () => keepInRange(frozenAt ?? realClock() + offset);

  return {
    read,
    describe() {
      const now = read();
      const running = offset === 0 ? 'real' : 'moved';
      return {
        mode: frozenAt === undefined ? running : 'frozen',
        now,
        offsetMilliseconds: frozenAt === undefined ? offset : now - realClock(),
      };
    },
    setOffset(milliseconds) {
      frozenAt = undefined;
      offset = milliseconds;
    },
    freezeAt(time) {
      frozenAt = keepInRange(time);
    },
    advance(milliseconds) {
      if (frozenAt === undefined) offset += milliseconds;
      else frozenAt = keepInRange(frozenAt + milliseconds);
    },
    reset() {
      frozenAt = undefined;
      offset = 0;
    },
  };
}

const keepInRange = (time: number): number => Math.min(Math.max(time, 0), latestTime);
