/// <reference path="../raw-text.d.ts" />
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { urlNotFound } from '../errors/catalogue.ts';
import { replyError, replyPage } from '../http/reply.ts';
import { type Server, settle } from '../http/settle.ts';
import { emailAddressField } from '../wire/fields.ts';
import { createAccount, findAccount, listAccounts } from './accounts.ts';
import {
  type AuthorizationRequest,
  answerAuthorization,
  authorizationRequestSchema,
} from './authorization.ts';
import style from './page/page.css?raw';
import { drawChooser, drawConsent, drawRefusal, drawReturn } from './pages.ts';
import { drawIcon, findProvider, type Provider } from './providers.ts';

const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const accountSchema = z.object({
  first_name: z.string().trim().min(1).max(100),
  last_name: z.string().trim().max(100),
  email_address: emailAddressField,
});

const decisionSchema = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('allow'), account: z.string() }),
  z.object({ decision: z.literal('deny') }),
  z.object({ decision: z.literal('fail') }),
]);

const staleRequest = 'The link that led here is incomplete, or was made for another address.';

/**
 * The identity providers behind social sign-in: pages below `/_idp/<provider>` that ask a person, and answer
 * the emulated instance as an OAuth 2 authorisation server does.
 */
export function createProviderRouter(server: Server): Router {
  const { context } = server;
  const { store } = context;
  const requestSchema = authorizationRequestSchema(context.url);
  const router = express.Router();

  router.get('/_idp/page.css', (_request, response) => {
    response.setHeader('Content-Type', 'text/css; charset=utf-8');
    response.end(style);
  });
  router.get('/_idp/:provider/icon.svg', (request, response) => {
    const provider = findProvider(request.params.provider);
    if (!provider) return replyError(response, urlNotFound());
    response.setHeader('Content-Type', 'image/svg+xml');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.end(drawIcon(provider));
  });

  /** Answers with a page about a valid request, or with a page that says what is wrong with it. */
  const forRequest =
    (action: (call: Call) => Promise<void> | void) =>
    async (request: Request, response: Response): Promise<void> => {
      const provider = findProvider(String(request.params.provider));
      if (!provider) return replyError(response, urlNotFound());
      const asked = requestSchema.safeParse(request.query);
      if (!asked.success) return sendPage(response, 400, drawRefusal(provider, staleRequest));
      if (request.method === 'POST' && request.headers.origin !== new URL(context.url).origin)
        return sendPage(response, 403, drawRefusal(provider, 'Another page sent this form.'));
      const query = new URLSearchParams(
        Object.entries(asked.data).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ).toString();
      await action({ request, response, provider, asked: asked.data, query });
    };

  const showChooser = ({ response, provider, asked, query }: Call, problem?: string) => {
    const { login_hint: hint } = asked;
    const isHinted = ({ emailAddress }: { emailAddress: string }) => emailAddress === hint;
    const accounts = listAccounts(store, provider).sort((a, b) => Number(isHinted(b)) - Number(isHinted(a)));
    const newcomer = accounts.some(isHinted) ? undefined : hint;
    sendPage(response, problem ? 422 : 200, drawChooser(provider, query, accounts, { problem, newcomer }));
  };

  router.get(
    '/_idp/:provider/authorize',
    forRequest((call) => showChooser(call)),
  );
  router.get(
    '/_idp/:provider/consent',
    forRequest((call) => {
      const account = findAccount(store, call.provider, String(call.request.query.account));
      if (!account) return showChooser(call, 'That account is gone.');
      sendPage(call.response, 200, drawConsent(call.provider, call.query, account));
    }),
  );
  router.use('/_idp', express.urlencoded({ extended: false, limit: '16kb' }));
  router.post(
    '/_idp/:provider/accounts',
    forRequest(async (call) => {
      const details = accountSchema.safeParse(call.request.body);
      if (!details.success) return showChooser(call, 'Give a first name and a valid email address.');
      const { first_name: firstName, last_name: lastName, email_address: emailAddress } = details.data;
      const outcome = await settle(server, true, () =>
        createAccount(store, call.provider, { firstName, lastName, emailAddress }),
      );
      if (!outcome.ok) return replyError(call.response, outcome.error);
      redirect(call.response, `consent?${call.query}&account=${outcome.value.id}`);
    }),
  );
  router.post(
    '/_idp/:provider/decision',
    forRequest((call) => {
      const form = decisionSchema.safeParse(call.request.body);
      if (!form.success) return showChooser(call, 'Choose an account first.');
      const answer = (decision: Parameters<typeof answerAuthorization>[3]) =>
        sendPage(
          call.response,
          200,
          drawReturn(call.provider, answerAuthorization(context, call.provider, call.asked, decision)),
        );
      if (form.data.decision === 'deny') return answer({ error: 'access_denied' });
      if (form.data.decision === 'fail') return answer({ error: 'server_error' });
      const account = findAccount(store, call.provider, form.data.account);
      if (!account) return showChooser(call, 'That account is gone.');
      answer({ account });
    }),
  );
  return router;
}

type Call = {
  request: Request;
  response: Response;
  provider: Provider;
  asked: AuthorizationRequest;
  /** The authorisation request, to be carried from page to page. */
  query: string;
};

const sendPage = (response: Response, status: number, html: string): void =>
  replyPage(response, status, html, contentSecurityPolicy);

function redirect(response: Response, url: string): void {
  response.statusCode = 303;
  response.setHeader('Location', url);
  response.end();
}
