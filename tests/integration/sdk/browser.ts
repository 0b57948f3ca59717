import type { Emulator } from '../../../src-emulator/create-emulator.ts';

/**
 * A browser as far as Clerk's servers see one: it keeps cookies for the application, follows redirections as a
 * document does, and signs in at the emulator as clerk-js does in a page.
 */
export function createBrowser(emulator: Emulator) {
  const jar = new Map<string, string>();

  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', ...rest] = pair.split('=');
      if (attributes.includes('Max-Age=0')) jar.delete(name);
      else jar.set(name, rest.join('='));
    }
  };

  /** One request for a document; redirections are answered as they are. */
  async function request(url: string): Promise<Response> {
    const isApplication = !url.startsWith(emulator.url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        'sec-fetch-dest': 'document',
        ...(isApplication && cookie ? { cookie } : {}),
      },
    });
    if (isApplication) keep(response);
    return response;
  }

  /** Opens a page and follows where it leads; tells the addresses on the way. */
  async function open(url: string): Promise<{ response: Response; way: string[] }> {
    const way = [url];
    for (let response = await request(url); ; response = await request(way.at(-1) ?? url)) {
      const location = response.headers.get('location');
      if (!location || way.length > 10) return { response, way };
      way.push(new URL(location, way.at(-1)).href);
    }
  }

  /** A Frontend API call of a page with this browser's `__clerk_db_jwt`. */
  const callFrontend = (origin: string, path: string, form: Record<string, string>): Promise<Response> => {
    const url = new URL(`/v1${path}`, emulator.url);
    url.searchParams.set('__clerk_db_jwt', jar.get('__clerk_db_jwt') ?? '');
    return fetch(url, { method: 'POST', headers: { origin }, body: new URLSearchParams(form) });
  };

  return { jar, open, request, callFrontend };
}
