import type { Request, RequestHandler, Response } from 'express';
import type { Caller } from '../context.ts';
import type { ApiError } from '../errors/api-error.ts';
import { devBrowserUnauthenticated, invalidAuthentication, signedOut } from '../errors/catalogue.ts';
import { asDescribed } from '../errors/described-refusals.ts';
import { assertBodyType } from '../http/body-type.ts';
import { replyError, replyJson } from '../http/reply.ts';
import { type Server, settle } from '../http/settle.ts';
import type { InstanceIdentity } from '../instance.ts';
import { createClient, findClientByToken } from '../operations/clients.ts';
import { findClientOfDevBrowser } from '../operations/dev-browsers.ts';
import { redeemNonce } from '../operations/oauth-callback.ts';
import { assertRecentlyVerified } from '../operations/reverification.ts';
import { settleTasks } from '../operations/session-tasks.ts';
import { findActiveSession, isLive, recordActivity } from '../operations/sessions.ts';
import { requireUserById } from '../operations/users.ts';
import type { Client, Session, User } from '../state/records.ts';
import { clientJson } from '../wire/client-json.ts';
import { readClientCookie, setClientCookie, usesCookies } from './client-cookie.ts';

/** A Frontend API request with the client that its token names. */
export type ClientCall = {
  readonly request: Request;
  readonly client: Client;
  readonly caller: Caller;
};

/** A request of somebody who is signed in. */
export type UserCall = ClientCall & { readonly session: Session; readonly user: User };

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];
const pictureTypes = [...formTypes, 'application/octet-stream'];

type Action<Call, Value = unknown> = (call: Call) => Promise<Value> | Value;

/**
 * `envelope` answers `{response, client}`, as nearly all of the Frontend API does; `bare` the object alone; a function
 * sends what is no JSON.
 */
type Shape<Value = unknown> = 'envelope' | 'bare' | ((response: Response, value: Value) => void);

export type FrontendHandlers = {
  /** For requests that may come first: a missing or unknown token gets a new client, never 401. */
  forAnyClient(action: Action<ClientCall>, shape?: Shape): RequestHandler;
  /** 401, or the error that is given, without a known client. */
  forKnownClient(action: Action<ClientCall>, shape?: Shape, absent?: () => ApiError): RequestHandler;
  /** 401 without an active session. */
  forUser<Value>(action: Action<UserCall, Value>, shape?: Shape<Value>): RequestHandler;
  /** The same, and 403 when it is some time ago that the user has proved who it is. */
  forVerifiedUser(action: Action<UserCall>): RequestHandler;
  /** 401 unless the session that the path names is an active one of this client. */
  forSessionOfPath(action: Action<UserCall>): RequestHandler;
};

export function createFrontendHandlers(server: Server): FrontendHandlers {
  const { context } = server;

  const handle =
    <Value>(
      action: Action<ClientCall, Value>,
      mayCreate: boolean,
      shape: Shape<Value>,
      absent = invalidAuthentication,
    ): RequestHandler =>
    async (request, response) => {
      const browser = readDevBrowser(request);
      const known =
        browser === undefined
          ? await findClientByToken(context, readToken(context.instance, request))
          : findClientOfDevBrowser(context, browser);
      const client = known ?? (mayCreate && browser === undefined ? createClient(context) : undefined);
      const mayChange = request.method !== 'GET' || !known;
      const outcome = await settle(server, mayChange, async () => {
        if (!client) throw browser === undefined ? absent() : devBrowserUnauthenticated();
        const nonce = request.query.rotating_token_nonce;
        if (typeof nonce === 'string') redeemNonce(context, client, nonce);
        assertBodyType(request, Buffer.isBuffer(request.body) ? pictureTypes : formTypes);
        settleTasks(context, client);
        const value = await action({ request, client, caller: readCaller(request) });
        settleTasks(context, client);
        const body = shape === 'envelope' ? { response: value, client: await currentClient(client) } : value;
        return { value, body };
      });
      if (client && browser === undefined && shape === 'envelope' && context.store.clients.has(client.id))
        await tellClientToken(request, response, client);
      if (outcome.ok && typeof shape === 'function') return shape(response, outcome.value.value);
      if (outcome.ok) return replyJson(response, 200, outcome.value.body);
      const meta =
        client && outcome.error.status !== 401 ? { client: await currentClient(client) } : undefined;
      replyError(response, asDescribed('Frontend', request, outcome.error), meta);
    };

  /** Pages keep it in a cookie; everybody else in what they send as Authorization. */
  async function tellClientToken(request: Request, response: Response, client: Client): Promise<void> {
    const token = await context.tokens.signClientToken(client);
    if (usesCookies(request) && request.headers.origin !== undefined)
      setClientCookie(context.instance, response, token);
    else response.setHeader('Authorization', token);
  }

  const currentClient = async (client: Client) =>
    context.store.clients.has(client.id) ? clientJson(context, client) : null;

  return {
    forAnyClient: (action, shape = 'envelope') => handle(action, true, shape),
    forKnownClient: (action, shape = 'envelope', absent) => handle(action, false, shape, absent),
    forUser: (action, shape = 'envelope') => handle((call) => action(requireUser(call)), false, shape),
    forVerifiedUser: (action) =>
      handle(
        (call) => {
          const userCall = requireUser(call);
          assertRecentlyVerified(context, userCall.session, userCall.user);
          return action(userCall);
        },
        false,
        'envelope',
      ),
    forSessionOfPath: (action) =>
      handle(
        (call) => action(toUserCall(call, context.store.sessions.get(String(call.request.params.id)))),
        false,
        'envelope',
      ),
  };

  function requireUser(call: ClientCall): UserCall {
    const id = call.request.query._clerk_session_id;
    const session = id ? context.store.sessions.get(String(id)) : findActiveSession(context, call.client);
    if (!session) throw signedOut();
    return toUserCall(call, session);
  }

  function toUserCall(call: ClientCall, session: Session | undefined): UserCall {
    if (session?.clientId !== call.client.id || !isLive(session, context.clock()))
      throw invalidAuthentication();
    recordActivity(context, session);
    return { ...call, session, user: requireUserById(context, session.userId) };
  }
}

/** Browsers that keep a sign-in in cookies name themselves in the query, for want of cookies across sites. */
function readDevBrowser(request: Request): string | undefined {
  // Clerk's description has the older of both names.
  const { __clerk_db_jwt: current, __dev_session: older } = request.query;
  const browser = current ?? older;
  return typeof browser === 'string' && browser !== '' ? browser : undefined;
}

/** Native clients send the token with or without the scheme. */
const readToken = (instance: InstanceIdentity, request: Request): string | undefined =>
  usesCookies(request)
    ? readClientCookie(instance, request)
    : request.headers.authorization?.replace(/^Bearer /i, '');

export function readCaller(request: Request): Caller {
  const { origin } = request.headers;
  return {
    origin: origin && origin !== 'null' ? origin : null,
    userAgent: request.headers['user-agent'] ?? '',
    ipAddress: request.socket.remoteAddress ?? '127.0.0.1',
  };
}
