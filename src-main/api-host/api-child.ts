import { type ApiStart, apiProcessMessageSchema } from '../../src-contracts/api-process.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import type { ChildProblem, ChildRun } from './supervisor.ts';
import { exitOf, forkChild } from './utility-process.ts';

/** How long an embedded API may take until it listens. */
const startLimitMilliseconds = 15_000;

const notStarted: ChildProblem = {
  setting: 'Local API',
  reason: 'it did not start',
  remedy: 'It is started again by itself; if that goes on, restart the application and look at its log.',
};

/** Starts the API in a process of its own. SECURITY S27: its secrets go by message, not by argv or environment. */
export function runApi(script: string, start: ApiStart): ChildRun<{ url: string }> {
  const child = forkChild({ script, name: 'Frontdesk API' });
  const exited = exitOf(child);
  const ready = new Promise<Result<{ url: string }, ChildProblem>>((resolve) => {
    const limit = setTimeout(() => resolve(failure(notStarted)), startLimitMilliseconds);
    child.on('message', (message: unknown) => {
      const parsed = apiProcessMessageSchema.safeParse(message);
      if (!parsed.success) return;
      clearTimeout(limit);
      if (parsed.data.type === 'ready') resolve(success({ url: parsed.data.url }));
      else resolve(failure({ ...parsed.data.problem, isFinal: parsed.data.code === 'invalid-settings' }));
    });
    void exited.then(() => {
      clearTimeout(limit);
      resolve(failure(notStarted));
    });
  });
  child.postMessage(start);
  return { ready, exited, stop: () => void child.kill() };
}
