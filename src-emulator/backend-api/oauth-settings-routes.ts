import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { readParameters } from '../wire/read-parameters.ts';
import type { BackendHandle } from './call.ts';

const settingsSchema = z.strictObject({
  dynamic_oauth_client_registration: z.boolean().nullable().optional(),
  // Access tokens are opaque; a setting that is kept and does nothing would be a lie.
  oauth_jwt_access_tokens: z.literal(false).nullable().optional(),
});

/** Whether OAuth applications may make themselves known. */
export function addOauthSettingsRoutes(
  router: Router,
  handle: BackendHandle,
  { store }: EmulatorContext,
): void {
  const toJson = () => ({
    object: 'oauth_application_settings',
    dynamic_oauth_client_registration: store.platform.oauthRegistration,
    oauth_jwt_access_tokens: false,
  });
  router
    .route('/instance/oauth_application_settings')
    .get(handle(toJson))
    .patch(
      handle((request) => {
        const { dynamic_oauth_client_registration: isOn } = readParameters(
          settingsSchema,
          request.body ?? {},
        );
        store.platform.oauthRegistration = isOn ?? store.platform.oauthRegistration;
        return toJson();
      }),
    );
}
