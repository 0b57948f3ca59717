import { healthSchema, readinessSchema, serviceInfoSchema } from '../../src-contracts/api-routes.ts';
import type { ProblemCode } from '../../src-contracts/problems.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import { ProblemError } from '../errors/problem-error.ts';
import { noBody, nothing, openRoute } from './route.ts';

export const serviceInfoRoute = openRoute({
  method: 'get',
  path: '/',
  summary: 'Says which service this is, its version and its connection to Clerk.',
  permission: 'public',
  params: nothing,
  query: nothing,
  body: noBody,
  response: serviceInfoSchema,
  problems: [],
  handle: async ({ info }) => ({ message: 'Clerk Express Backend is running' as const, ...info }),
});

export const healthRoute = openRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Answers while the process lives; needs no launch token.',
  permission: 'public',
  params: nothing,
  query: nothing,
  body: noBody,
  response: healthSchema,
  problems: [],
  handle: async () => ({ status: 'ok' as const }),
});

export const readinessRoute = openRoute({
  method: 'get',
  path: '/readyz',
  summary: 'Says whether signing keys are at hand and the Backend API of Clerk answers.',
  permission: 'public',
  params: nothing,
  query: nothing,
  body: noBody,
  response: readinessSchema,
  problems: ['not-ready'],
  async handle({ checkSigningKeys, directory, redisState }) {
    // At the same time, so that who asks waits for one time limit only.
    const [keys, backend] = await Promise.all([outcomeOf(checkSigningKeys()), outcomeOf(directory.check())]);
    const redis = redisState();
    if (keys.ok && backend.ok)
      return {
        status: 'ready' as const,
        checks: { signingKeys: 'ok' as const, backendApi: backend.data, redis },
      };
    const failures = [
      ...(keys.ok ? [] : [`The signing keys of the instance cannot be had (${keys.error}).`]),
      ...(backend.ok ? [] : [`The Backend API of Clerk cannot be used (${backend.error}).`]),
    ];
    throw new ProblemError('not-ready', {
      detail: `${failures.join(' ')} Ask again in a moment.`,
      checks: {
        signingKeys: keys.ok ? 'ok' : 'failed',
        backendApi: backend.ok ? backend.data : 'failed',
        redis,
      },
    });
  },
});

/** What a check found, or the code of the problem that it met. */
async function outcomeOf<Outcome>(check: Promise<Outcome>): Promise<Result<Outcome, ProblemCode>> {
  try {
    return success(await check);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return failure(error.code);
  }
}
