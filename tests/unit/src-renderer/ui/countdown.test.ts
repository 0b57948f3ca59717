import { expect, it } from 'vitest';
import { backOffSeconds, secondsUntil } from '../../../../src-renderer/ui/countdown.ts';

it.each([
  [5_000, 5],
  [4_001, 5],
  [1, 1],
  [0, 0],
  [-3_000, 0],
])('counts %i ms as %i seconds', (left, seconds) => {
  expect(secondsUntil(1_000_000 + left, 1_000_000)).toBe(seconds);
});

it('waits longer after each failure, but never longer than half a minute', () => {
  expect([1, 2, 3, 4, 5, 50].map(backOffSeconds)).toEqual([2, 4, 8, 16, 30, 30]);
});
