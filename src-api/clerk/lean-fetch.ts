import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) };
const requests = { 'http:': httpRequest, 'https:': httpsRequest };

/**
 * Answers what `fetch` would, for less, where a whole answer is read as text or JSON: a GET that is answered in the clear.
 * What turns out to be more than that (a redirection, a kept connection that the other side has just closed) is asked again
 * by `fetch`.
 */
export async function leanFetch(
  fetch: typeof globalThis.fetch,
  input: string,
  init: RequestInit,
): Promise<Response> {
  const url = new URL(input);
  const scheme = url.protocol;
  if ((init.method ?? 'GET') !== 'GET' || init.body || (scheme !== 'http:' && scheme !== 'https:'))
    return fetch(input, init);
  const answer = await get(url, scheme, init);
  return answer === 'ask again' ? fetch(input, init) : answer;
}

function get(url: URL, scheme: keyof typeof agents, init: RequestInit): Promise<Response | 'ask again'> {
  const { signal } = init;
  return new Promise((resolve, reject) => {
    const request = requests[scheme](url, {
      agent: agents[scheme],
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(signal ? { signal } : {}),
    });
    request.once('error', (error) => {
      if (request.reusedSocket && !signal?.aborted) resolve('ask again');
      else reject(error);
    });
    request.once('response', (response) => read(response, resolve, reject));
    request.end();
  });
}

function read(
  response: IncomingMessage,
  resolve: (answer: Response | 'ask again') => void,
  reject: (error: Error) => void,
): void {
  const { statusCode: status = 0, statusMessage: statusText = '' } = response;
  const isPlain = status >= 200 && (status < 300 || status >= 400) && !response.headers['content-encoding'];
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  // Also an answer that is cut off.
  response.once('error', reject);
  response.once('end', () => {
    if (!isPlain) return resolve('ask again');
    const text = Buffer.concat(chunks).toString();
    // Without a body of its own, since reading one by its stream costs as much as all the rest.
    const answer = new Response(null, { status, statusText, headers: headersOf(response) });
    resolve(Object.assign(answer, { text: async () => text, json: async () => JSON.parse(text) }));
  });
}

function headersOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return pairs;
}
