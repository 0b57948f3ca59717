import type { Router } from 'express';
import { z } from 'zod';
import { readParameters } from '../wire/read-parameters.ts';
import type { BackendHandle } from './call.ts';

const off = z.literal(false).nullable().optional();

/** What is refused unless it is what holds anyway: a setting that is kept and does nothing would be a lie. */
const fixedSettings = {
  protect: {
    schema: z.strictObject({ rules_enabled: off, specter_enabled: off }),
    json: { object: 'instance_protect', rules_enabled: false, specter_enabled: false },
  },
  communication: {
    schema: z.strictObject({ blocked_country_codes: z.array(z.string()).max(0).nullable().optional() }),
    json: { object: 'instance_communication', blocked_country_codes: [] },
  },
};

/** Settings of the instance that can be read, and not be changed. */
export function addFixedSettingRoutes(router: Router, handle: BackendHandle): void {
  for (const [name, { schema, json }] of Object.entries(fixedSettings))
    router
      .route(`/instance/${name}`)
      .get(handle(() => json))
      .patch(
        handle((request) => {
          readParameters(schema, request.body ?? {});
          return json;
        }),
      );
}
