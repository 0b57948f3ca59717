import type { Emulator } from '../../../src-emulator/create-emulator.ts';

const follow = async (url: URL | string, init: RequestInit = {}): Promise<string> => {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  const location = response.headers.get('location');
  if (response.status !== 303 || !location)
    throw new Error(`${new URL(url).pathname} answered ${response.status}: ${await response.text()}`);
  return new URL(location, url).href;
};

/** Sends a form of a provider's page, as a browser does, and answers where it leads. */
const submit = async (
  emulator: Emulator,
  authorizeUrl: string,
  step: string,
  form: Record<string, string>,
) => {
  const url = new URL(authorizeUrl);
  url.pathname = url.pathname.replace(/authorize$/, step);
  const init = {
    method: 'POST',
    headers: { Origin: new URL(emulator.url).origin },
    body: new URLSearchParams(form),
  };
  if (step === 'accounts') return follow(url, init);
  const page = await (await fetch(url, init)).text();
  const link = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(page)?.[1];
  if (!link) throw new Error(`${step} leads nowhere: ${page}`);
  return link.replaceAll('&#38;', '&');
};

export const ada = '100001';
export const hedy = '100002';

/** Allows on the provider's page; answers the callback's address, not yet followed. */
export const allow = (emulator: Emulator, authorizeUrl: string, account: string): Promise<string> =>
  submit(emulator, authorizeUrl, 'decision', { decision: 'allow', account });

/** Makes an account at the provider and answers its id. */
export async function makeAccount(
  emulator: Emulator,
  authorizeUrl: string,
  form: Record<string, string>,
): Promise<string> {
  const consent = await submit(emulator, authorizeUrl, 'accounts', form);
  return new URL(consent).searchParams.get('account') ?? '';
}

/** What the application's redirect URL is called with in the end. */
export const returnFrom = async (callback: string): Promise<URL> => new URL(await follow(callback));

/** The whole visit: allow as this account, or deny or fail, and come back. */
export const visit = async (
  emulator: Emulator,
  authorizeUrl: string,
  decision: { account: string } | 'deny' | 'fail',
): Promise<URL> =>
  returnFrom(
    typeof decision === 'string'
      ? await submit(emulator, authorizeUrl, 'decision', { decision })
      : await allow(emulator, authorizeUrl, decision.account),
  );
