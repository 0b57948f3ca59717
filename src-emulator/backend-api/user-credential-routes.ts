import express, { type Request, type Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { externalAccountTokenOf } from '../operations/external-account-tokens.ts';
import { disconnectExternalAccount, findExternalAccount } from '../operations/external-accounts.ts';
import { maximumImageBytes, removeProfileImage, setProfileImage } from '../operations/profile-image.ts';
import { revokeSessionsOfUser } from '../operations/sessions.ts';
import { checkPassword, removePassword } from '../operations/user-passwords.ts';
import { requireUserById } from '../operations/users.ts';
import { readUploadedFile } from '../wire/multipart.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { backendUserJson, deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { pageFields, takePage } from './query.ts';

const verifyPasswordSchema = z.strictObject({ password: z.string().min(1).max(1024) });
const removePasswordSchema = z.strictObject({ sign_out_of_other_sessions: z.boolean().optional() });
const tokensSchema = z.strictObject({ paginated: z.string().optional(), ...pageFields });

/** What a backend does with a user's password, picture and connected accounts. */
export function addUserCredentialRoutes(
  router: Router,
  handle: BackendHandle,
  context: EmulatorContext,
): void {
  const findUser = (request: Request) => requireUserById(context, String(request.params.id));

  router.post(
    '/users/:id/verify_password',
    handle(async (request) => {
      const user = findUser(request);
      await checkPassword(context, user, readParameters(verifyPasswordSchema, request.body).password);
      return { verified: true };
    }),
  );
  router.post(
    '/users/:id/remove_password',
    handle((request) => {
      const user = findUser(request);
      const body = readParameters(removePasswordSchema, request.body ?? {});
      removePassword(context, user);
      if (body.sign_out_of_other_sessions) revokeSessionsOfUser(context, user.id);
      return backendUserJson(context, user);
    }),
  );
  router
    .route('/users/:id/profile_image')
    .post(
      express.raw({ type: 'multipart/form-data', limit: maximumImageBytes + 64 * 1024 }),
      handle(
        async (request) => {
          const user = findUser(request);
          const file = await readUploadedFile(request.headers['content-type'] ?? '', request.body);
          setProfileImage(context, user, file);
          return backendUserJson(context, user);
        },
        200,
        'multipart/form-data',
      ),
    )
    .delete(
      handle((request) => {
        const user = findUser(request);
        removeProfileImage(context, user);
        return backendUserJson(context, user);
      }),
    );
  router.get(
    '/users/:id/oauth_access_tokens/:provider',
    handle((request) => {
      const user = findUser(request);
      const query = readParameters(tokensSchema, request.query);
      const strategy = `oauth_${String(request.params.provider).replace(/^oauth_/, '')}`;
      const rows = user.externalAccounts
        .filter(
          ({ verification, tokensForgotten }) =>
            verification.strategy === strategy && verification.status === 'verified' && !tokensForgotten,
        )
        .map((account) => externalAccountTokenOf(account, context.clock()));
      const data = takePage(rows, query);
      return query.paginated === 'true' ? { data, total_count: rows.length } : data;
    }),
  );
  router.delete(
    '/users/:id/web3_wallets/:wallet',
    handle((request) => {
      findUser(request);
      // Nobody has one: they are not emulated.
      throw resourceNotFound('web3 wallet', String(request.params.wallet));
    }),
  );
  router.delete(
    '/users/:id/external_accounts/:account',
    handle((request) => {
      const user = findUser(request);
      const account = findExternalAccount(user, String(request.params.account));
      disconnectExternalAccount(context, user, account);
      return deletedJson('external_account', account.id);
    }),
  );
}
