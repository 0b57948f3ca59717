import type { ClerkSettings } from './clerk-settings.ts';

/** Origins a window may talk to, beside the one it was loaded from. */
export type WindowOrigins = {
  /** Loopback API, absent in browser mode (same origin) and while nothing runs. */
  api?: string;
  /** Frontend API: the instance's, or the emulator. */
  frontendApi?: string;
  /** Where avatars come from when not from the Frontend API. */
  images?: string;
  /** Development server of the window's own code, with its web socket. */
  development?: string[];
};

/** Host of the avatars of real Clerk instances. */
const clerkImageOrigin = 'https://img.clerk.com';

/**
 * Style elements that @clerk/ui's code field makes without a nonce: an empty one, which input-otp fills by script, and the
 * blinking caret. Without them each digit typed would be reported as a violation.
 */
const clerkStyleHashes =
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-KQDhUccuEkZUQDnfbVDeY+ev2LZ+73AQR7ro4JppAY8='";

/**
 * The Content-Security-Policy of the window. SECURITY S32: no remote script, no inline script, no eval; styles only
 * from the application itself or with this load's nonce (clerk-js's UI needs one, see docs/adr/0005).
 */
export function contentSecurityPolicy(nonce: string, origins: WindowOrigins): string {
  const { api, frontendApi, images, development = [] } = origins;
  const list = (...sources: (string | undefined)[]) => [...new Set(sources.filter(Boolean))].join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}' ${clerkStyleHashes}`,
    `img-src ${list("'self'", 'data:', 'blob:', frontendApi, images)}`,
    `connect-src ${list("'self'", api, frontendApi, ...development)}`,
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The origins that a window with these settings has to reach. SECURITY S32: no others are in its policy. */
export function windowOriginsOf(clerk: ClerkSettings, apiUrl: string): WindowOrigins {
  return clerk.connection === 'emulator'
    ? { api: apiUrl, frontendApi: clerk.apiUrl }
    : { api: apiUrl, frontendApi: clerk.issuer, images: clerkImageOrigin };
}
