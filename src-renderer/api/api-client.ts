import { z } from 'zod';
import {
  type ApiSession,
  type Greeting,
  greetingSchema,
  revocationCountSchema,
  sessionListSchema,
} from '../../src-contracts/api-routes.ts';
import { launchTokenHeader, requestIdHeader } from '../../src-contracts/brand.ts';
import { type Problem, problemKind, problemSchema } from '../../src-contracts/problems.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import { type AnswerOf, type ApiRequest, type OperationName, requestOf } from './api-request.ts';
import { type ProblemView, viewClerkUnreachable, viewProblem, viewWindowProblem } from './problem-view.ts';

export const apiTimeoutMilliseconds = 10_000;

export type ApiClient = {
  /** `GET /protected` for the session that the window believes to be in. */
  readGreeting: (sessionId: string) => Promise<Result<Greeting, ProblemView>>;
  listSessions: () => Promise<Result<ApiSession[], ProblemView>>;
  revokeSession: (id: string) => Promise<Result<undefined, ProblemView>>;
  /** Ends all sessions but this window's; answers how many there were. */
  revokeOtherSessions: () => Promise<Result<number, ProblemView>>;
};

export type ApiClientDependencies = {
  url: string;
  launchToken: string | undefined;
  /**
   * The session token, `null` when signed out; `fresh` asks Clerk for a new one. Rejects when Clerk is out of
   * reach.
   */
  readToken: (options: { fresh: boolean }) => Promise<string | null>;
  fetch: typeof globalThis.fetch;
  /** Aborts when one call, its token and its repetition included, has taken too long. */
  createTimeout: () => AbortSignal;
  /** Called when the API did not answer at all. */
  onUnreachable: () => void;
};

type Answer = { response: Response; body: unknown };
type Attempt = Result<Answer, { view: ProblemView; problem?: Problem }>;

/** Calls the local API in the name of the session. Never rejects. */
export function createApiClient(dependencies: ApiClientDependencies): ApiClient {
  const call = async <Name extends OperationName>(
    name: Name,
    input: Parameters<typeof requestOf<Name>>[1],
    schema: z.ZodType<AnswerOf<Name>>,
  ) => parseAnswer(await callApi(dependencies, requestOf(name, input)), schema);
  return {
    readGreeting: (sessionId) => call('GET /protected', { query: { session_id: sessionId } }, greetingSchema),
    async listSessions() {
      const list = await call('GET /v1/sessions', {}, sessionListSchema);
      return list.ok ? success(list.data.sessions) : list;
    },
    revokeSession: (id) => call('DELETE /v1/sessions/{id}', { path: { id } }, z.undefined()),
    async revokeOtherSessions() {
      const count = await call('POST /v1/sessions/revoke-others', {}, revocationCountSchema);
      return count.ok ? success(count.data.revoked) : count;
    },
  };
}

/** One call, repeated once with a fresh token when the API refuses the token (RFC 6750 `invalid_token`). */
async function callApi(
  dependencies: ApiClientDependencies,
  request: ApiRequest,
): Promise<Result<Answer, ProblemView>> {
  const timeout = dependencies.createTimeout();
  const attempt = async (fresh: boolean): Promise<Attempt> => {
    try {
      const token = await untilAborted(dependencies.readToken({ fresh }), timeout);
      if (token === null) return failure({ view: viewWindowProblem('signed-out') });
      return await send(dependencies, request, token, timeout);
    } catch {
      return failure({ view: timeout.aborted ? viewWindowProblem('api-timeout') : viewClerkUnreachable() });
    }
  };
  const first = await attempt(false);
  const last = !first.ok && isTokenRefused(first.error.problem) ? await attempt(true) : first;
  return last.ok ? last : failure(last.error.view);
}

const isTokenRefused = (problem: Problem | undefined): boolean =>
  problem !== undefined && problemKind(problem.code).bearerError === 'invalid_token';

async function send(
  { url, launchToken, fetch, onUnreachable }: ApiClientDependencies,
  { method, target, body: sent }: ApiRequest,
  token: string,
  signal: AbortSignal,
): Promise<Attempt> {
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    ...(launchToken === undefined ? {} : { [launchTokenHeader]: launchToken }),
    ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
  };
  try {
    const init = { method, headers, signal, cache: 'no-store' as const };
    const response = await fetch(new URL(target, url), sent === undefined ? init : { ...init, body: sent });
    const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
    if (response.ok) return success({ response, body });
    const problem = problemSchema.safeParse(body);
    return problem.success
      ? failure({ view: viewProblem(problem.data), problem: problem.data })
      : failure({ view: unexpectedAnswer(response) });
  } catch {
    onUnreachable();
    return failure({ view: viewWindowProblem(signal.aborted ? 'api-timeout' : 'api-unreachable') });
  }
}

function parseAnswer<Data>(
  answer: Result<Answer, ProblemView>,
  schema: z.ZodType<Data>,
): Result<Data, ProblemView> {
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(answer.data.body);
  return parsed.success ? success(parsed.data) : failure(unexpectedAnswer(answer.data.response));
}

const unexpectedAnswer = (response: Response): ProblemView =>
  viewWindowProblem('unexpected-answer', response.headers.get(requestIdHeader) ?? undefined);

/** `promise`, or a rejection as soon as `signal` aborts. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}
