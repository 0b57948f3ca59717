import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Connection } from '../../src-contracts/connection.ts';
import type { ProblemCode } from '../../src-contracts/problems.ts';
import type { Directory } from '../clerk/directory.ts';
import type { UserPermission } from '../clerk/permissions.ts';
import type { SessionClaims } from '../clerk/session-claims.ts';
import type { MetricsPage } from '../metrics/metrics-page.ts';
import type { WebhookReceiver } from '../webhooks/webhook-receiver.ts';
import { parseInput, type RawInput } from './input.ts';

/** What handlers work with. */
export type Services = {
  info: { name: string; version: string; connection: Connection };
  directory: Directory;
  /** Throws why no token can be verified now. */
  checkSigningKeys: () => Promise<void>;
  /** Whether state is shared with other instances now. */
  redisState: () => 'ok' | 'away' | 'not-used';
  /** Absent where webhooks are off. */
  webhooks?: WebhookReceiver;
  /** Absent where metrics are off. */
  metricsPage?: MetricsPage;
};

type Method = 'get' | 'post' | 'patch' | 'delete';

/**
 * Who may call a route. SECURITY S23: every route has to name it; there is no default.
 * `public`: anybody who passes the loopback guard. `session`: anybody with an active session. `webhook`: whoever signs
 * with the webhook's secret. `metrics`: whoever has the token of the metrics. Any other: a user with an active session and that permission.
 */
export type Permission = 'public' | MachinePermission | 'session' | UserPermission;

/** Of programs without a session, which a secret of their own lets in. */
export type MachinePermission = 'webhook' | 'metrics';

const sessionless: readonly Permission[] = ['public', 'webhook', 'metrics'];

/** Whether a route with this permission asks for a session token. */
export const needsSession = (permission: Permission): boolean => !sessionless.includes(permission);

/** One entry of the route table, with the types of its schemas forgotten. */
export type Route = {
  method: Method;
  /** Express path, e.g. `/v1/sessions/:id`. */
  path: string;
  summary: string;
  permission: Permission;
  params: z.ZodType;
  query: z.ZodType;
  /** Schema of the JSON body; `noBody` where there is none. */
  body: z.ZodType;
  /** Reads the body where it is not the usual JSON. */
  readBody?: RequestHandler;
  /** Schema of the answer; `null` means 204 without a body. */
  response: z.ZodType | null;
  /** Media type of an answer that is text and no JSON. */
  textType?: string;
  /** Problems beyond those that every route of its kind can answer with. */
  problems: readonly ProblemCode[];
  /**
   * Checks input and caller and makes the answer. `claims` are those of the verified token, when one is
   * needed.
   */
  answer: (
    raw: RawInput,
    services: Services,
    claims: SessionClaims | undefined,
    request: Pick<IncomingMessage, 'headers'>,
  ) => Promise<unknown>;
};

/** For routes without parameters: whatever is there is refused instead of silently dropped. */
export const nothing = z.strictObject({});

/** For routes without a body: nothing, or an empty object. */
export const noBody = nothing.optional();

type Input<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.output<Body>;
};
type Answer<Response extends z.ZodType | null> = Response extends z.ZodType ? z.input<Response> : undefined;

type Description<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType | null,
> = {
  method: Method;
  path: string;
  summary: string;
  permission: Permission;
  params: Params;
  query: Query;
  body: Body;
  response: Response;
  problems: readonly ProblemCode[];
};

/** A route that anybody who passes the loopback guard may call. */
export function openRoute<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType | null,
>({
  handle,
  ...description
}: Description<Params, Query, Body, Response> & {
  permission: 'public';
  handle: (services: Services, input: Input<Params, Query, Body>) => Promise<Answer<Response>>;
}): Route {
  return {
    ...description,
    answer: async (raw, services) => handle(services, readInput(description, raw)),
  };
}

/**
 * A route for signed-in callers: the token is verified, its session active at Clerk, and the user has the
 * permission, before `handle` runs.
 */
export function sessionRoute<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType | null,
>({
  handle,
  checkClaims,
  ...description
}: Description<Params, Query, Body, Response> & {
  permission: Exclude<Permission, 'public' | MachinePermission>;
  /** A check of the input against the token, made before Clerk is asked anything; throws a problem. */
  checkClaims?: (claims: SessionClaims, input: Input<Params, Query, Body>) => void;
  handle: (
    services: Services,
    claims: SessionClaims,
    input: Input<Params, Query, Body>,
  ) => Promise<Answer<Response>>;
}): Route {
  return {
    ...description,
    async answer(raw, services, claims) {
      if (!claims) throw new Error(`${description.path} was reached without a verified token`);
      const input = readInput(description, raw);
      checkClaims?.(claims, input);
      await services.directory.requireActiveSession(claims);
      if (description.permission !== 'session')
        await services.directory.requirePermission(claims, description.permission);
      return handle(services, claims, input);
    },
  };
}

function readInput<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  { params, query, body }: { params: Params; query: Query; body: Body },
  raw: RawInput,
): Input<Params, Query, Body> {
  return {
    params: parseInput(params, raw.params),
    query: parseInput(query, raw.query),
    body: parseInput(body, raw.body),
  };
}
