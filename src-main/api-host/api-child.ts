import { type ApiStart, apiProcessMessageSchema } from '../../src-contracts/api-process.ts';
import { failure, success } from '../../src-contracts/result.ts';
import type { ChildRun } from './supervisor.ts';
import { forkChild, watchChild } from './utility-process.ts';

/** Starts the API in a process of its own. SECURITY S27: its secrets go by message, not by argv or environment. */
export function runApi(script: string, start: ApiStart): ChildRun<{ url: string }> {
  const child = forkChild({ script, name: 'Frontdesk API' });
  const run = watchChild<{ url: string }>(child, 'Local API', (settle) =>
    child.on('message', (message: unknown) => {
      const parsed = apiProcessMessageSchema.safeParse(message);
      if (!parsed.success) return;
      if (parsed.data.type === 'ready') settle(success({ url: parsed.data.url }));
      else settle(failure({ ...parsed.data.problem, isFinal: parsed.data.code === 'invalid-settings' }));
    }),
  );
  child.postMessage(start);
  return run;
}
