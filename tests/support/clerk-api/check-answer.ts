import { z } from 'zod';
import { type Api, findOperation, type Operation } from './operations.ts';
import { unhealthy } from './schemas/environment.ts';
import { errorAnswer, oauthErrorAnswer } from './schemas/parts.ts';

export type Answer = {
  method: string;
  /** The path alone, without origin and query. */
  path: string;
  /** Whether the request carried a secret key, which makes it one to the Backend API. */
  hasSecretKey: boolean;
  status: number;
  contentType: string;
  body: string;
};

/** What any request may be answered, described or not: no client or key, not found, a rate limit, a fault. */
const everywhere = new Set([401, 404, 405, 413, 415, 421, 429, 500, 501, 502, 503, 504]);

/** The Backend API's descriptions often forget a wrong body; the Frontend API's never do. */
const isForgottenRefusal = ({ api, statuses }: Operation, status: number): boolean =>
  api === 'Backend' && [400, 422].includes(status) && !statuses.some((known) => [400, 422].includes(known));

/** Operations that Clerk's descriptions leave out, and why they are there all the same. */
const undescribed: readonly [method: string, pattern: RegExp, reason: string][] = [
  ['GET', /^\/v1\/clients\/handshake_payload$/, '@clerk/backend asks for it; its entry is empty'],
  ['POST', /^\/v1\/oauth_applications\/[^/]+\/revoke_token$/, '@clerk/backend has it'],
  ['POST', /^\/v1\/users\/[^/]+\/remove_password$/, '@clerk/backend has it'],
  ['OPTIONS', /./, 'a preflight, which is not in the descriptions'],
  ['HEAD', /./, 'a GET without its body'],
];

/** Errors that the descriptions forget, and why they are right. */
const forgotten: readonly [method: string, pattern: RegExp, status: number, reason: string][] = [
  ['GET', /^\/api_keys$/, 403, 'without the permission to read those of an organisation'],
  ['POST', /^\/api_keys/, 403, 'without the permission to manage those of an organisation'],
];

/** They refuse in words rather than in JSON. */
const pagesForPeople = new Set(['/oauth/authorize', '/v1/verify', '/v1/tickets/accept']);

const isJson = (contentType: string) => contentType.split(';')[0] === 'application/json';

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function differences(schema: z.ZodType, body: string): string[] {
  const result = schema.safeParse(readJson(body));
  return result.success ? [] : [z.prettifyError(result.error)];
}

/** OAuth's own endpoints answer errors in OAuth's own shape, and what tells about health has no list of errors. */
function errorSchema(path: string, status: number): z.ZodType {
  if (status === 503 && /^\/v1\/(proxy-)?health$/.test(path)) return unhealthy;
  return /^\/oauth\/(token|token_info|register)(\/|$)/.test(path)
    ? z.union([oauthErrorAnswer, errorAnswer])
    : errorAnswer;
}

function find({ method, path, hasSecretKey }: Answer): Operation | undefined {
  const normal =
    /^\/(m2m_tokens|api_keys|oauth_applications)/.test(path) && hasSecretKey ? `/v1${path}` : path;
  const preferred: Api = hasSecretKey ? 'Backend' : 'Frontend';
  const other: Api = hasSecretKey ? 'Frontend' : 'Backend';
  return findOperation(preferred, method, normal) ?? findOperation(other, method, normal);
}

/** What is wrong with an answer by Clerk's descriptions of its APIs; nothing is an empty list. */
export function checkAnswer(answer: Answer): string[] {
  const { method, path, status, contentType, body } = answer;
  if (undescribed.some(([name, pattern]) => name === method && pattern.test(path))) return [];
  const operation = find(answer);
  if (status >= 400 && pagesForPeople.has(path)) return [];
  if (status >= 400) {
    const wrong = differences(errorSchema(path, status), body);
    if (!isJson(contentType)) wrong.push(`content type ${contentType || '(none)'} of an error`);
    const isForgotten = forgotten.some(
      ([name, pattern, known]) => name === method && pattern.test(path) && known === status,
    );
    const isAllowed =
      !operation ||
      operation.statuses.includes(status) ||
      everywhere.has(status) ||
      isForgottenRefusal(operation, status);
    if (!isAllowed && !isForgotten) wrong.push(`status ${status}, of ${operation.statuses.join(', ')}`);
    return wrong;
  }
  if (!operation) return ['is no operation of Clerk that is described; add it to the lists of operations'];
  if (!operation.statuses.includes(status)) return [`status ${status}, of ${operation.statuses.join(', ')}`];
  if (!operation.schema || status >= 300 || status === 204) return [];
  return [
    ...(isJson(contentType) ? [] : [`content type ${contentType || '(none)'}`]),
    ...differences(operation.schema, body),
  ];
}
