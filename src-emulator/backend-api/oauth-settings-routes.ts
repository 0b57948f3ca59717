import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { readParameters } from '../wire/read-parameters.ts';
import type { BackendHandle } from './call.ts';

const settingsSchema = z.strictObject({
  dynamic_oauth_client_registration: z.boolean().nullable().optional(),
  oauth_jwt_access_tokens: z.boolean().nullable().optional(),
});

/** Whether OAuth applications may make themselves known, and what their access tokens are. */
export function addOauthSettingsRoutes(
  router: Router,
  handle: BackendHandle,
  { store }: EmulatorContext,
): void {
  const toJson = () => ({
    object: 'oauth_application_settings',
    dynamic_oauth_client_registration: store.platform.oauthRegistration,
    oauth_jwt_access_tokens: store.platform.instanceOptions.oauthJwtTokens,
  });
  router
    .route('/instance/oauth_application_settings')
    .get(handle(toJson))
    .patch(
      handle((request) => {
        const body = readParameters(settingsSchema, request.body ?? {});
        const { platform } = store;
        platform.oauthRegistration = body.dynamic_oauth_client_registration ?? platform.oauthRegistration;
        platform.instanceOptions = {
          ...platform.instanceOptions,
          oauthJwtTokens: body.oauth_jwt_access_tokens ?? platform.instanceOptions.oauthJwtTokens,
        };
        return toJson();
      }),
    );
}
