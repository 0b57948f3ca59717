/** The end of all times here: milliseconds since the epoch, far inside what a Date can hold. */
export const latestTime = Date.UTC(9000, 0, 1);

/** When `seconds` will be over, as saved states have times: in whole milliseconds, and at {@link latestTime} at the latest. */
export const timeAfter = (now: number, seconds: number): number =>
  Math.min(now + Math.ceil(seconds * 1000), latestTime);
