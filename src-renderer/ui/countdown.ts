/** Whole seconds from `now` until `end` (both in milliseconds), never below zero. */
export const secondsUntil = (end: number, now: number): number => Math.max(0, Math.ceil((end - now) / 1_000));

const longestBackOffSeconds = 30;

/** Seconds to wait after `failures` failures in a row: 2, 4, 8, 16, then 30. */
export const backOffSeconds = (failures: number): number =>
  Math.min(longestBackOffSeconds, 2 ** Math.max(1, failures));
