import type { BrowserContext } from 'playwright/test';

/** What a context asked for outside this machine, and what its policy refused. Both must stay empty. */
export type NetworkRecord = { foreign: string[]; refusedByPolicy: string[] };

const loopbackHost = /^(127\.0\.0\.1|localhost|[a-z.]+\.localhost)$/;

/** Whether a URL stays on this machine; other schemes than http, https, ws and wss never leave it. */
function isLocal(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return !/^(https?|wss?):$/.test(protocol) || loopbackHost.test(hostname);
}

/** Records every request of every page of `context` that would leave loopback, and every policy violation. */
export function recordNetwork(context: BrowserContext, record: NetworkRecord): void {
  context.on('request', (request) => {
    if (!isLocal(request.url())) record.foreign.push(request.url());
  });
  context.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy'))
      record.refusedByPolicy.push(message.text());
  });
}
