import { expect } from 'vitest';
import { type ApiOptions, createApi } from '../../../../src-api/create-api.ts';
import { createLogger } from '../../../../src-api/logger.ts';
import { startServer } from '../../../../src-api/server.ts';
import { launchTokenHeader } from '../../../../src-contracts/brand.ts';
import type { ClerkSettings } from '../../../../src-contracts/clerk-settings.ts';
import { type Problem, problemSchema } from '../../../../src-contracts/problems.ts';
import type { Settings } from '../../../../src-contracts/settings.ts';
import { fixtureOrigin } from './clerk-fixture.ts';
import { expectDescribed } from './described-answer.ts';

export const testLaunchToken = 'LAUNCH-TOKEN-CANARY'.padEnd(43, 'x');

/** Tests send more than any caller should. */
const noRateLimit: Settings = { FRONTDESK_RATE_LIMIT_PER_TOKEN: 1e9, FRONTDESK_RATE_LIMIT_TOTAL: 1e9 };

export type ApiUnderTestOptions = {
  clerk: ClerkSettings;
  /** Embedded as in the desktop (launch token, azp required), or headless. */
  mode?: 'embedded' | 'headless';
  authorizedParties?: string[];
  /** `FRONTDESK_` settings. */
  frontdesk?: Settings;
  now?: () => number;
  /** What else the headless API is given. */
  extra?: Partial<ApiOptions>;
};

/** The real API on a real port, with its log kept in memory. */
export async function startApiUnderTest(options: ApiUnderTestOptions) {
  const {
    clerk,
    mode = 'headless',
    authorizedParties = [fixtureOrigin],
    frontdesk = noRateLimit,
    now,
  } = options;
  const log: string[] = [];
  const logger = createLogger('trace', { write: (line) => void log.push(line) });
  const isEmbedded = mode === 'embedded';
  const api = createApi({
    clerk,
    authorizedParties,
    requireAuthorizedParty: isEmbedded,
    ...(isEmbedded ? { launchToken: testLaunchToken } : {}),
    logger,
    version: '0.1.0',
    settings: frontdesk,
    ...options.extra,
    now: now ?? (() => performance.now()),
  });
  const server = await startServer({ port: 0, createListener: () => api.listener, logger });
  if (!server.ok) throw new Error(server.error.problem.reason);
  const { url, port, close } = server.data;

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (isEmbedded && !headers.has(launchTokenHeader)) headers.set(launchTokenHeader, testLaunchToken);
    const response = await fetch(`${url}${path}`, { ...init, headers });
    const method = init.method ?? 'GET';
    if (method !== 'HEAD' && method !== 'OPTIONS') await expectDescribed(method, path, response.clone());
    return response;
  }

  return {
    url,
    port,
    close,
    /** Everything logged so far. */
    readLog: () => log.join(''),
    forgetLog: () => void log.splice(0),
    /** Every answer is compared with the OpenAPI document. */
    request,
    /** A request with a bearer token. */
    requestAs: (token: string, path = '/protected', init: RequestInit = {}): Promise<Response> =>
      request(path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
  };
}
export type ApiUnderTest = Awaited<ReturnType<typeof startApiUnderTest>>;

/** The problem details of an answer; fails when it is none. */
export async function readProblem(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type'), `the type of an answer with ${response.status}`).toBe(
    'application/problem+json',
  );
  const problem = problemSchema.parse(await response.json());
  expect(problem.status, 'the status of the problem').toBe(response.status);
  return problem;
}

export const readProblemCode = async (response: Response): Promise<string> =>
  (await readProblem(response)).code;
