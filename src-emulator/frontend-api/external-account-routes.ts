import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import {
  connectExternalAccount,
  disconnectExternalAccount,
  findExternalAccount,
  forgetTokens,
  reauthorizeExternalAccount,
} from '../operations/external-accounts.ts';
import { externalAccountJson } from '../wire/external-account-json.ts';
import { ignoredFormText, optionalFormText } from '../wire/fields.ts';
import { hintFields, readHints } from '../wire/oauth-hints.ts';
import { readForm } from '../wire/read-parameters.ts';
import { deletedJson, userJson } from '../wire/user-json.ts';
import type { FrontendHandlers, UserCall } from './call.ts';

const authorizationFields = {
  redirect_url: optionalFormText,
  action_complete_redirect_url: ignoredFormText,
  additional_scope: optionalFormText,
  ...hintFields,
};
const connectSchema = z.strictObject({
  strategy: z.string().min(1),
  enterprise_connection_id: ignoredFormText,
  code: ignoredFormText,
  token: ignoredFormText,
  ...authorizationFields,
});
const reauthorizeSchema = z.strictObject(authorizationFields);

/** Accounts at identity providers that a signed-in user has connected. */
export function addExternalAccountRoutes(
  router: Router,
  { forUser, forVerifiedUser }: FrontendHandlers,
  context: EmulatorContext,
): void {
  const findOwn = ({ request, user }: UserCall) => findExternalAccount(user, String(request.params.id));

  router.post(
    '/me/external_accounts',
    forVerifiedUser(({ request, client, caller, user }) => {
      const form = readForm(connectSchema, request.body);
      const account = connectExternalAccount(context, client, caller, user, {
        strategy: form.strategy,
        redirectUrl: form.redirect_url,
        scopes: readScopes(form.additional_scope),
        ...readHints(form),
      });
      return externalAccountJson(context, account);
    }),
  );
  router.patch(
    '/me/external_accounts/:id/reauthorize',
    forUser((call) => {
      const form = readForm(reauthorizeSchema, call.request.body);
      const account = findOwn(call);
      const verification = reauthorizeExternalAccount(context, call.client, call.caller, call.user, account, {
        redirectUrl: form.redirect_url,
        scopes: readScopes(form.additional_scope),
        ...readHints(form),
      });
      return externalAccountJson(context, account, verification);
    }),
  );
  router.delete(
    '/me/external_accounts/:id/tokens',
    forUser((call) => {
      forgetTokens(context, call.user, findOwn(call));
      return userJson(context, call.user);
    }),
  );
  router.delete(
    '/me/external_accounts/:id',
    forVerifiedUser((call) => {
      const account = findOwn(call);
      disconnectExternalAccount(context, call.user, account);
      return deletedJson('external_account', account.id);
    }),
  );
}

/** Clerk's clients send the list as JSON text, with `,` or with spaces between. */
const readScopes = (text = ''): string[] => text.split(/[\s,"[\]]+/).filter(Boolean);
