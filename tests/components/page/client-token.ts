import type { Clerk } from '@clerk/clerk-js/no-rhc';

const storageKey = 'client token';

/** Keeps the client token in this browser, as a native application keeps it on its device. */
export function keepClientToken(clerk: Clerk): void {
  clerk.__internal_onBeforeRequest(async (request) => {
    request.credentials = 'omit';
    request.url?.searchParams.append('_is_native', '1');
    const token = localStorage.getItem(storageKey);
    if (!token) return;
    const headers = new Headers(request.headers);
    headers.set('Authorization', `Bearer ${token}`);
    request.headers = headers;
  });
  clerk.__internal_onAfterResponse(async (_request, response) => {
    const token = response?.headers.get('Authorization');
    if (token) localStorage.setItem(storageKey, token.replace(/^Bearer /, ''));
  });
}
