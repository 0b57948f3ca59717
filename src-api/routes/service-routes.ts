import { healthSchema, readinessSchema, serviceInfoSchema } from '../../src-contracts/api-routes.ts';
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
    await named('The signing keys of the instance cannot be had', checkSigningKeys());
    const backendApi = await named('The Backend API of Clerk cannot be used', directory.check());
    return {
      status: 'ready' as const,
      checks: { signingKeys: 'ok' as const, backendApi, redis: redisState() },
    };
  },
});

/** The outcome of a check, or `not-ready` that says which check failed and with which problem. */
async function named<Outcome>(failure: string, check: Promise<Outcome>): Promise<Outcome> {
  try {
    return await check;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ProblemError('not-ready', { detail: `${failure} (${error.code}). Ask again in a moment.` });
  }
}
