import { z } from 'zod';

/** One kind of failure the API can answer with (RFC 9457). `remedy` tells the reader of the answer what to do. */
type ProblemKind = {
  status: number;
  title: string;
  remedy: string;
  /** RFC 6750 error of the `WWW-Authenticate: Bearer` header; 401 without one means that no credentials came. */
  bearerError?: 'invalid_request' | 'invalid_token';
};

const signInAgain = 'Get a fresh session token (sign in again if that fails) and repeat the request.';
const invalidToken = { status: 401, bearerError: 'invalid_token' } as const;

/** Every problem there is. SECURITY S13: each code has a page docs/reference/errors/<code>.md, and each page a code. */
const problemCatalogue = {
  'host-not-allowed': {
    status: 421,
    title: 'This host name is not served here',
    remedy: 'Call the API by the address it printed when it started.',
  },
  'origin-not-allowed': {
    status: 403,
    title: 'This origin may not call the API',
    remedy: 'Call it from an allowed origin, or add yours to FRONTDESK_AUTHORIZED_PARTIES.',
  },
  'launch-token-missing': {
    status: 401,
    title: 'The launch token is missing',
    remedy: 'Only the window that started this API can call it. Run the API headless for other clients.',
  },
  'launch-token-invalid': {
    status: 401,
    title: 'The launch token is wrong',
    remedy: 'The application was restarted: reload the window.',
  },
  'token-missing': {
    status: 401,
    title: 'No session token was given',
    remedy: 'Send a Clerk session token as Authorization: Bearer <token>.',
  },
  'token-malformed': {
    ...invalidToken,
    title: 'The session token is not a JWT',
    remedy: 'Send the token that clerk.session.getToken() returns, unchanged.',
  },
  'token-algorithm-not-allowed': {
    ...invalidToken,
    title: 'The session token is not signed with RS256',
    remedy: 'Only tokens signed by Clerk are accepted.',
  },
  'token-key-unknown': {
    ...invalidToken,
    title: 'The session token was signed with an unknown key',
    remedy: 'Check that the window and the API use keys of the same instance.',
  },
  'token-signature-invalid': {
    ...invalidToken,
    title: 'The signature of the session token is wrong',
    remedy: signInAgain,
  },
  'token-expired': { ...invalidToken, title: 'The session token has expired', remedy: signInAgain },
  'token-not-yet-valid': {
    ...invalidToken,
    title: 'The session token is not valid yet',
    remedy: 'The clock of this machine is probably wrong: set it, then repeat the request.',
  },
  'token-issuer-mismatch': {
    ...invalidToken,
    title: 'The session token comes from another instance',
    remedy: 'Check that the window and the API use keys of the same instance.',
  },
  'token-party-mismatch': {
    ...invalidToken,
    title: 'The session token was issued to another application',
    remedy: 'Sign in from an allowed origin, or add its origin to FRONTDESK_AUTHORIZED_PARTIES.',
  },
  'token-session-missing': {
    ...invalidToken,
    title: 'The token belongs to no session',
    remedy: 'Send a session token; tokens of templates, machines and OAuth are not accepted here.',
  },
  'session-mismatch': {
    status: 403,
    title: 'The session id is not that of the token',
    remedy: 'Leave out session_id, or send the id of the session that the token belongs to.',
  },
  'permission-missing': {
    status: 403,
    title: 'You may not do this',
    remedy: 'Ask whoever runs the Clerk instance for the role that has the permission.',
  },
  'session-not-active': { ...invalidToken, title: 'The session has ended', remedy: 'Sign in again.' },
  'user-not-found': {
    ...invalidToken,
    title: 'The user of the session no longer exists',
    remedy: 'Sign in again with another account.',
  },
  'session-not-found': {
    status: 404,
    title: 'You have no such session',
    remedy: 'List your sessions with GET /v1/sessions.',
  },
  'backend-api-unavailable': {
    status: 501,
    title: 'This connection cannot ask Clerk about users and sessions',
    remedy: 'Start the API with a secret key (CLERK_SECRET_KEY) of the instance.',
  },
  'clerk-unreachable': {
    status: 503,
    title: 'Clerk cannot be reached',
    remedy: 'Check the network and try again in a moment.',
  },
  'clerk-rate-limited': {
    status: 429,
    title: 'Clerk asks to slow down',
    remedy: 'Wait for the seconds in Retry-After, then try again.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    remedy: 'Wait for the seconds in Retry-After, then try again.',
  },
  'clerk-rejected-key': {
    status: 503,
    title: 'Clerk does not accept the secret key of the API',
    remedy: 'Set CLERK_SECRET_KEY to a current secret key of the instance and restart the API.',
  },
  'not-ready': {
    status: 503,
    title: 'The API is not ready',
    remedy: 'Wait for the seconds in Retry-After, then ask again.',
  },
  'metrics-token-invalid': {
    status: 401,
    title: 'The token of the metrics is missing or wrong',
    remedy: 'Send what FRONTDESK_METRICS_TOKEN holds as Authorization: Bearer <token>.',
  },
  'webhook-signature-invalid': {
    status: 400,
    title: 'The webhook is not signed by Clerk',
    remedy: 'Set CLERK_WEBHOOK_SIGNING_SECRET to the signing secret of this endpoint in the Clerk dashboard.',
  },
  'invalid-request': {
    status: 400,
    title: 'The request cannot be understood',
    remedy: 'Compare it with the description at /openapi.json.',
  },
  'malformed-json': { status: 400, title: 'The body is not JSON', remedy: 'Send a JSON object, or no body.' },
  'unsupported-media-type': {
    status: 415,
    title: 'Only JSON bodies are accepted',
    remedy: 'Send the body as Content-Type: application/json.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    remedy: 'Send at most 64 KiB.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    remedy: 'Send the header within 5 s and all of the request within 10 s.',
  },
  'header-too-large': {
    status: 431,
    title: 'The header of the request is too large',
    remedy: 'Send at most 16 KiB of header, the address included.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such route',
    remedy: 'The routes are listed at /openapi.json.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This route has no such method',
    remedy: 'Use one of the methods in the Allow header.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong in the API',
    remedy: 'Try again; if it goes on, look for the request id in the log.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemCatalogue;
export const problemCodes = Object.keys(problemCatalogue) as ProblemCode[];

/** The catalogue entry of a code. */
export const problemKind = (code: ProblemCode): ProblemKind => problemCatalogue[code];

/** Where the page of each code lives; `type` of a problem is this plus the code. */
const problemTypeBase = 'https://github.com/frontdesk-desktop/frontdesk/blob/main/docs/reference/errors/';
export const problemType = (code: ProblemCode): string => `${problemTypeBase}${code}.md`;

/** `application/problem+json` as the API answers it; `instance` is the request id. */
export const problemSchema = z.strictObject({
  type: z.url(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string(),
  instance: z.string(),
  /** Field errors of an `invalid-request`. */
  errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
  /** What each check of a `not-ready` found. */
  checks: z
    .strictObject({
      signingKeys: z.enum(['ok', 'failed']),
      backendApi: z.enum(['ok', 'failed', 'not-used']),
      redis: z.enum(['ok', 'away', 'not-used']),
    })
    .optional(),
});
export type Problem = z.infer<typeof problemSchema>;
