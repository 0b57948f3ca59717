import { expect, it } from 'vitest';
import { createMovableClock } from '../../../../src-emulator/control/movable-clock.ts';
import { latestTime } from '../../../../src-emulator/state/times.ts';

function create() {
  let real = 1_000_000;
  const clock = createMovableClock(() => real);
  return {
    clock,
    pass: (milliseconds: number) => {
      real += milliseconds;
    },
  };
}

it('shows the real time until it is moved, and again after a reset', () => {
  const { clock, pass } = create();
  expect(clock.describe()).toStrictEqual({ mode: 'real', now: 1_000_000, offsetMilliseconds: 0 });
  clock.advance(500);
  pass(10);
  expect(clock.describe()).toStrictEqual({ mode: 'moved', now: 1_000_510, offsetMilliseconds: 500 });
  clock.reset();
  expect(clock.describe()).toStrictEqual({ mode: 'real', now: 1_000_010, offsetMilliseconds: 0 });
});

it('stands still when frozen, and moves only when told to', () => {
  const { clock, pass } = create();
  clock.freezeAt(2_000_000);
  pass(1_000);
  expect(clock.read()).toBe(2_000_000);
  clock.advance(-500);
  expect(clock.describe()).toStrictEqual({ mode: 'frozen', now: 1_999_500, offsetMilliseconds: 998_500 });
});

it('stays within what a time may be', () => {
  const { clock } = create();
  clock.advance(-latestTime);
  expect(clock.read()).toBe(0);
  clock.freezeAt(latestTime);
  clock.advance(latestTime);
  expect(clock.read()).toBe(latestTime);
});
