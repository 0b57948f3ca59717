import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { banUser, requireUserById, unbanUser } from '../operations/users.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { backendUserJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';

const idsSchema = z.strictObject({ user_ids: z.array(z.string().min(1)).min(1).max(50) });

/** Bans of up to 50 users at once: all of them, or none when one is unknown. */
export function addBulkUserRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  for (const [name, apply] of Object.entries({ ban: banUser, unban: unbanUser }))
    router.post(
      `/users/${name}`,
      handle((request) => {
        const { user_ids: ids } = readParameters(idsSchema, request.body);
        const users = [...new Set(ids)].map((id) => requireUserById(context, id));
        for (const user of users) apply(context, user);
        return users.map((user) => backendUserJson(context, user));
      }),
    );
}
