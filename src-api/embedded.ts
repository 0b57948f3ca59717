import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { type ApiProcessMessage, type ApiStart, apiStartSchema } from '../src-contracts/api-process.ts';
import { checkClerkSettings } from './clerk/settings-check.ts';
import { createApi } from './create-api.ts';
import { createLogger } from './logger.ts';
import { type ApiServer, startServer } from './server.ts';
import { version } from './version.ts';

/**
 * What is used of Electron's `process.parentPort` (https://www.electronjs.org/docs/latest/api/parent-port).
 */
export type ParentPort = {
  on: (event: 'message', listener: (event: { data: unknown }) => void) => unknown;
  postMessage: (message: unknown) => void;
};

const stopSchema = z.strictObject({ type: z.literal('stop') });

/**
 * Runs the API in a utility process: waits for an ApiStart message, answers with an ApiProcessMessage, and
 * ends with `exit` on `{type: 'stop'}`. The function it answers closes the server and exits too, for signals.
 */
export function runEmbedded(parentPort: ParentPort, exit: (code: number) => void): () => Promise<void> {
  let server: Promise<ApiServer | undefined> | undefined;
  const answer = (message: ApiProcessMessage) => parentPort.postMessage(message);

  async function stop(): Promise<void> {
    await (await server)?.close();
    exit(0);
  }

  parentPort.on('message', ({ data }) => {
    if (stopSchema.safeParse(data).success) return void stop();
    if (server) return;
    const start = apiStartSchema.safeParse(data);
    if (start.success) server = listen(start.data, answer);
    else answer(notAStartMessage);
  });
  return stop;
}

/** Names no field: the message holds secrets. */
const notAStartMessage: ApiProcessMessage = {
  type: 'failed',
  code: 'invalid-settings',
  problem: {
    setting: 'Local API',
    reason: 'the application told it nothing that it understands',
    remedy: 'Install the application again: its parts are of different versions.',
  },
};

async function listen(
  start: ApiStart,
  answer: (message: ApiProcessMessage) => void,
): Promise<ApiServer | undefined> {
  const { port, authorizedParties, launchToken, logLevel } = start;
  const clerk = checkClerkSettings(start.clerk);
  if (!clerk.ok) {
    answer({ type: 'failed', code: 'invalid-settings', problem: clerk.error });
    return undefined;
  }
  const logger = createLogger(logLevel);
  const api = createApi({
    clerk: clerk.data,
    authorizedParties,
    requireAuthorizedParty: true,
    launchToken,
    logger,
    version,
    now: () => performance.now(),
  });
  const server = await startServer({ port, createListener: () => api.listener, logger });
  if (!server.ok) {
    answer({ type: 'failed', ...server.error });
    return undefined;
  }
  answer({ type: 'ready', url: server.data.url });
  return server.data;
}
