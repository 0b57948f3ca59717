import { onTestFinished } from 'vitest';
import { startServer } from './server-process.ts';

/** Starts a built server for the test that runs; it ends with the test. */
export async function startServerForTest<Ready>(...parameters: Parameters<typeof startServer<Ready>>) {
  const server = await startServer(...parameters);
  onTestFinished(server.stop);
  return server;
}
