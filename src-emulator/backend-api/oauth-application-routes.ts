import express, { type Request, type Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import {
  changeOauthApplication,
  createOauthApplication,
  deleteOauthApplication,
  requireOauthApplication,
  rotateClientSecret,
} from '../operations/oauth-applications.ts';
import { revokeToken, verifyAccessToken } from '../operations/oauth-grants.ts';
import { maximumImageBytes, toImage } from '../operations/profile-image.ts';
import { sortRows } from '../operations/rows.ts';
import type { OauthApplication } from '../state/platform-records.ts';
import { applicationAddressField } from '../wire/application-address.ts';
import { readUploadedFile } from '../wire/multipart.ts';
import { oauthAccessTokenJson, oauthApplicationJson } from '../wire/oauth-application-json.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { readMachineParameters } from './machine-call.ts';
import { orderField, pageFields, takePage } from './query.ts';

const optionalBoolean = z.boolean().nullable().optional();
const nameField = z.string().trim().min(1).max(256);
const fields = {
  redirect_uris: z.array(applicationAddressField).max(50).nullable().optional(),
  /** Before there could be several. */
  callback_url: applicationAddressField.nullable().optional(),
  scopes: z.string().max(1024).nullable().optional(),
  public: optionalBoolean,
  consent_screen_enabled: optionalBoolean,
  pkce_required: optionalBoolean,
};
const createSchema = z.strictObject({ name: nameField, ...fields });
const updateSchema = z.strictObject({ name: nameField.nullable().optional(), ...fields });
const listSchema = z.strictObject({
  ...pageFields,
  order_by: orderField(['name', 'created_at']),
  name_query: z.string().optional(),
});
const revokeSchema = z.strictObject({ token: z.string().min(1) });
/** `secret` is the older name. */
const verifySchema = z
  .strictObject({ access_token: z.string().min(1).optional(), secret: z.string().min(1).optional() })
  .transform(({ access_token: token, secret }, context): string => {
    if (token !== undefined && secret === undefined) return token;
    if (secret !== undefined && token === undefined) return secret;
    context.addIssue({ code: 'custom', path: ['access_token'], message: 'must be the only one.' });
    return z.NEVER;
  });

const toFields = (body: z.output<typeof updateSchema>) => ({
  redirectUris: body.redirect_uris ?? (body.callback_url ? [body.callback_url] : undefined),
  scopes: body.scopes ?? undefined,
  isPublic: body.public ?? undefined,
  consentScreenEnabled: body.consent_screen_enabled ?? undefined,
  pkceRequired: body.pkce_required ?? undefined,
});

/** Applications of others that let people in with an account of this instance. */
export function addOauthApplicationRoutes(
  router: Router,
  handle: BackendHandle,
  context: EmulatorContext,
): void {
  const find = (request: Request) => requireOauthApplication(context, String(request.params.id));
  const toJson = (application: OauthApplication) => oauthApplicationJson(context, application);
  const withSecret = (application: OauthApplication) => ({
    ...toJson(application),
    ...(application.clientSecret === null ? {} : { client_secret: application.clientSecret }),
  });

  router
    .route('/oauth_applications')
    .get(
      handle((request) => {
        const query = readParameters(listSchema, request.query);
        const text = query.name_query?.toLowerCase() ?? '';
        const rows = context.store.platform.oauthApplications.filter(({ name }) =>
          name.toLowerCase().includes(text),
        );
        const sorted = sortRows(rows, query.order_by, {
          name: ({ name }) => name,
          created_at: ({ createdAt }) => createdAt,
        });
        return { data: takePage(sorted, query).map(toJson), total_count: rows.length };
      }),
    )
    .post(
      handle((request) => {
        const body = readParameters(createSchema, request.body);
        return withSecret(createOauthApplication(context, { name: body.name, ...toFields(body) }));
      }),
    );
  router
    .route('/oauth_applications/:id')
    .get(handle((request) => toJson(find(request))))
    .patch(
      handle((request) => {
        const application = find(request);
        const body = readParameters(updateSchema, request.body);
        changeOauthApplication(context, application, { name: body.name ?? undefined, ...toFields(body) });
        return toJson(application);
      }),
    )
    .delete(
      handle((request) => {
        const application = find(request);
        deleteOauthApplication(context, application);
        return deletedJson('oauth_application', application.id);
      }),
    );
  router.put(
    '/oauth_applications/:id/logo',
    express.raw({ type: 'multipart/form-data', limit: maximumImageBytes + 64 * 1024 }),
    handle(
      async (request) => {
        const application = find(request);
        const file = await readUploadedFile(request.headers['content-type'] ?? '', request.body);
        application.logo = toImage(file);
        application.updatedAt = context.clock();
        return toJson(application);
      },
      200,
      'multipart/form-data',
    ),
  );
  router.post(
    '/oauth_applications/:id/rotate_secret',
    handle((request) => {
      const application = find(request);
      rotateClientSecret(context, application);
      return withSecret(application);
    }),
  );
  router.post(
    '/oauth_applications/:id/revoke_token',
    handle((request) => {
      const { token } = readParameters(revokeSchema, request.body);
      if (!revokeToken(context, find(request), token)) throw resourceNotFound('OAuth token', 'given');
    }, 204),
  );
}

/** What @clerk/backend asks when a request carries an access token of such an application. */
export function addOauthTokenRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  router.post(
    '/oauth_applications/access_tokens/verify',
    handle((request) => {
      const token = readMachineParameters(verifySchema, request.body);
      const grant = verifyAccessToken(context, token);
      return grant ? oauthAccessTokenJson(context, grant) : { active: false };
    }),
  );
}
