import { createServer } from 'node:http';
import express from 'express';
import { pageFolder } from './build-page.ts';

/** Serves the built page on `localhost`, a name that passkeys accept, from a free port. */
export async function servePage(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(express().use(express.static(pageFolder)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the page has no port');
  return {
    url: `http://localhost:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
