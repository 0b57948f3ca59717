import { z } from 'zod';
import { defaultApiPort, windowOrigin } from '../../src-contracts/brand.ts';
import type { SetupProblem } from '../../src-contracts/connection.ts';
import { type Problem, type ProblemCode, problemKind, problemSchema } from '../../src-contracts/problems.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import type { Settings } from '../../src-contracts/settings.ts';
import { type ClerkConnection, openClerkConnection } from '../clerk-connection.ts';
import { createLogger, type Logger } from '../logger.ts';
import { ownOrigins, urlOf } from '../server.ts';
import type { Configuration } from './configuration.ts';
import { startConfiguredApi } from './configured-api.ts';
import { onLoopback } from './exposure.ts';

export type VerifyTokenOptions = {
  configuration: Configuration;
  /** The token, with or without white space around it. SECURITY S06: never part of an answer. */
  token: string;
  /** May throw. */
  readTextFile: (path: string) => string;
  version: string;
  /** Monotonic milliseconds. */
  now: () => number;
};

/** What the API makes of a token. */
export type TokenVerdict =
  | {
      accepted: true;
      userId: string;
      sessionId: string;
      issuedAt: string;
      expiresAt: string;
      authorizedParty: string | null;
      /** Without a secret key nobody can be asked whether the session still goes on. */
      session: 'active' | 'not-checked';
    }
  | { accepted: false; code: string; title: string; detail: string };

/** An API without a port of its own gives its verdict as if it listened at the configured one. */
export async function verifyToken(options: VerifyTokenOptions): Promise<Result<TokenVerdict, SetupProblem>> {
  const { environment, settings } = options.configuration;
  const logger = createLogger('silent');
  const { readTextFile } = options;
  if (!namesClerk(environment)) return failure(nobodyToAsk);
  const connection = await openClerkConnection({ environment, settings, readTextFile, logger });
  if (!connection.ok) return connection;
  try {
    return await askApi(options, connection.data, logger);
  } finally {
    await connection.data.stop();
  }
}

/** An emulator started for this question would have issued no token yet. */
const namesClerk = (environment: Record<string, string | undefined>): boolean =>
  Object.entries(environment).some(
    ([name, value]) => value && (name.startsWith('CLERK_') || name === 'FRONTDESK_EMULATOR_URL'),
  );

const nobodyToAsk: SetupProblem = {
  setting: 'CLERK_PUBLISHABLE_KEY',
  reason: 'it is missing, and so nothing says whose tokens to accept',
  remedy: 'Set the keys of the instance, or FRONTDESK_EMULATOR_URL to the address of the emulator.',
};

/** Those of the API that the settings describe, in place of those of the one that answers here. */
function withParties(settings: Settings): Settings {
  const { FRONTDESK_HOST: host = onLoopback.host, FRONTDESK_PORT: port = defaultApiPort } = settings;
  const url = urlOf(settings.FRONTDESK_TLS_CERT_FILE ? 'https' : 'http', host, port);
  return { FRONTDESK_AUTHORIZED_PARTIES: [windowOrigin, ...ownOrigins(url)], ...settings };
}

async function askApi(
  options: VerifyTokenOptions,
  connection: ClerkConnection,
  logger: Logger,
): Promise<Result<TokenVerdict, SetupProblem>> {
  const { configuration, version, now } = options;
  const token = options.token.trim();
  if (!sendable.test(token)) return success(refusalOf(token === '' ? 'token-missing' : 'token-malformed'));
  const settings = withParties(configuration.settings);
  const api = await startConfiguredApi({
    settings,
    port: 0,
    exposure: onLoopback,
    connection,
    secrets: {},
    logger,
    version,
    now,
  });
  if (!api.ok) return api;
  try {
    const response = await fetch(`${api.data.url}/v1/me`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    return success(readVerdict(token, response.ok ? undefined : problemSchema.parse(await response.json())));
  } finally {
    await api.data.close();
  }
}

/** What fits into one header; nothing else is a token. */
const sendable = /^[\x21-\x7e]{1,8192}$/;

const refusalOf = (code: ProblemCode): TokenVerdict => {
  const { title, remedy } = problemKind(code);
  return { accepted: false, code, title, detail: remedy };
};

const secondsSchema = z.number().transform((seconds) => new Date(seconds * 1_000).toISOString());
const claimsSchema = z.object({
  sub: z.string(),
  sid: z.string(),
  iat: secondsSchema,
  exp: secondsSchema,
  azp: z.string().nullable().default(null),
});

/** Reads claims only of a token that the API has verified. */
function readVerdict(token: string, problem: Problem | undefined): TokenVerdict {
  // With no secret key the API can answer no question about a user, but has verified the token by then.
  if (problem && problem.code !== 'backend-api-unavailable') {
    const { code, title, detail } = problem;
    return { accepted: false, code, title, detail };
  }
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  const { sub, sid, iat, exp, azp } = claimsSchema.parse(JSON.parse(payload));
  return {
    accepted: true,
    userId: sub,
    sessionId: sid,
    issuedAt: iat,
    expiresAt: exp,
    authorizedParty: azp,
    session: problem ? 'not-checked' : 'active',
  };
}

/** The verdict for a person: one line, and what the token says when it is accepted. */
export function describeVerdict(verdict: TokenVerdict): string {
  if (!verdict.accepted) return `refused: ${verdict.code}: ${verdict.title}. ${verdict.detail}\n`;
  const session = verdict.session === 'active' ? 'active at Clerk' : 'not checked: no secret key is set';
  return `accepted
  user              ${verdict.userId}
  session           ${verdict.sessionId} (${session})
  issued            ${verdict.issuedAt}
  expires           ${verdict.expiresAt}
  authorised party  ${verdict.authorizedParty ?? 'none'}
`;
}
