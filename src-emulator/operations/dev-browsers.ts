import type { EmulatorContext } from '../context.ts';
import type { DevBrowser } from '../state/dev-browser-records.ts';
import { createId } from '../state/identifiers.ts';
import type { Client } from '../state/records.ts';
import { createClient } from './clients.ts';

/** Browsers are made by whoever asks, so those whose client is gone are dropped now and then. */
const pruneEvery = 2000;

/** A browser with this client, or a new one. */
export function createDevBrowser(context: EmulatorContext, client = createClient(context)): DevBrowser {
  const { store, clock } = context;
  if (store.devBrowsers.size > 0 && store.devBrowsers.size % pruneEvery === 0)
    for (const [id, { clientId }] of store.devBrowsers)
      if (!store.clients.has(clientId)) store.devBrowsers.delete(id);
  const browser = { id: createId('dvb'), clientId: client.id, createdAt: clock() };
  store.devBrowsers.set(browser.id, browser);
  return browser;
}

/** The client of a browser, a new one when it is gone; `undefined` for a browser that is not known here. */
export function findClientOfDevBrowser(context: EmulatorContext, id: string): Client | undefined {
  const browser = context.store.devBrowsers.get(id);
  if (!browser) return undefined;
  const known = context.store.clients.get(browser.clientId);
  if (known) return known;
  const client = createClient(context);
  browser.clientId = client.id;
  return client;
}
