import type { Router } from 'express';
import { z } from 'zod';
import { type ControlHandle, readControlBody } from './call.ts';
import { type Faults, faultRuleSchema } from './fault-rules.ts';

const bodySchema = z.strictObject({ rules: z.array(faultRuleSchema).max(100) });

/** PUT replaces all rules, DELETE removes them. */
export function addFaultRoutes(router: Router, handle: ControlHandle, faults: Faults): void {
  const show = () => ({ rules: faults.list() });
  router
    .route('/_emulator/faults')
    .get(handle(show))
    .put(
      handle((request) => {
        faults.set(readControlBody(bodySchema, request).rules);
        return show();
      }),
    )
    .delete(
      handle(() => {
        faults.set([]);
        return show();
      }),
    );
}
