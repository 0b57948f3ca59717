import { checkAnswer } from './check-answer.ts';

/** What else there is belongs to the emulator and not to Clerk. */
const isClerks = (path: string): boolean =>
  /^\/(v1|\.well-known|oauth|oauth_applications|api_keys|m2m_tokens)(\/|$)/.test(path);

/**
 * A fetch that checks each answer of the given origins, which may grow later, by Clerk's descriptions of its APIs, and
 * reports what is wrong with it. It reports rather than throws, since a throw would end up inside of an SDK.
 */
export const createCheckedFetch =
  (
    fetch: typeof globalThis.fetch,
    origins: ReadonlySet<string>,
    report: (message: string) => void,
  ): typeof globalThis.fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    const request = input instanceof Request ? input : undefined;
    const { origin, pathname, searchParams } = new URL(request?.url ?? String(input));
    if (!origins.has(origin) || !isClerks(pathname)) return response;
    const sent = (init?.method ?? request?.method ?? 'GET').toUpperCase();
    const answer = {
      method: (sent === 'POST' && searchParams.get('_method')) || sent,
      // clerk-js ends some of its paths with a slash.
      path: pathname.replace(/\/$/, ''),
      hasSecretKey: /^Bearer (sk_|ak_|mt_)/.test(
        new Headers(init?.headers ?? request?.headers).get('authorization') ?? '',
      ),
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      body: await response.clone().text(),
    };
    const wrong = checkAnswer(answer);
    if (wrong.length > 0)
      report(
        `${answer.method} ${answer.path} answered ${answer.status}, which Clerk's description refuses:\n${wrong.join('\n')}`,
      );
    return response;
  };
