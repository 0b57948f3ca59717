import { checkAnswer } from './check-answer.ts';

/** Below `/_` is what belongs to the emulator and not to Clerk. */
const isClerks = (path: string): boolean => /^\/(v1|\.well-known|oauth|api_keys|m2m_tokens)(\/|$)/.test(path);

/**
 * Checks each answer of the given origins by Clerk's descriptions of its APIs, and throws what is wrong with it.
 * `origins` may grow later.
 */
export const createCheckedFetch =
  (fetch: typeof globalThis.fetch, origins: ReadonlySet<string>): typeof globalThis.fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const response = await fetch(input, init);
    const { origin, pathname, searchParams } = new URL(request.url);
    if (!origins.has(origin) || !isClerks(pathname)) return response;
    const method = request.method === 'POST' ? searchParams.get('_method') : null;
    const answer = {
      method: (method ?? request.method).toUpperCase(),
      path: pathname,
      hasSecretKey: /^Bearer (sk_|ak_|mt_)/.test(request.headers.get('authorization') ?? ''),
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      body: await response.clone().text(),
    };
    const wrong = checkAnswer(answer);
    if (wrong.length === 0) return response;
    throw new Error(
      `${answer.method} ${answer.path} answered ${answer.status}, which Clerk's description refuses:\n${wrong.join('\n')}\n${answer.body.slice(0, 600)}`,
    );
  };
