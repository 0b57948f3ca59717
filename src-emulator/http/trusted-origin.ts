/**
 * Custom schemes are installed applications and loopback pages are local development; the web at large and
 * opaque origins (`null`) are neither.
 */
export function isTrustedOrigin(origin: string): boolean {
  if (/^https?:/i.test(origin)) return isLoopbackOrigin(origin);
  return /^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/i.test(origin) && !/^file:/i.test(origin);
}

/** Pages of this computer: the only ones that cookies of the emulator are for. */
export const isLoopbackOrigin = (origin: string): boolean =>
  /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(origin);
