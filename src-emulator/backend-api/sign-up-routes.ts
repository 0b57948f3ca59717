import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { assertOpen } from '../operations/sign-up-completion.ts';
import { assertExternalIdFree } from '../operations/user-directory.ts';
import type { SignUp } from '../state/records.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { backendSignUpJson } from '../wire/sign-up-json.ts';
import type { BackendHandle } from './call.ts';

const updateSchema = z.strictObject({
  external_id: z.string().max(256).nullable().optional(),
  custom_action: z.boolean().nullable().optional(),
});

/** What people have begun to fill in; each client keeps its latest sign-up only. */
export function addSignUpRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const findSignUp = (request: Request): SignUp => {
    const id = String(request.params.id);
    for (const { signUp } of context.store.clients.values()) if (signUp?.id === id) return signUp;
    throw resourceNotFound('sign up', id);
  };

  router
    .route('/sign_ups/:id')
    .get(handle((request) => backendSignUpJson(context, findSignUp(request))))
    .patch(
      handle((request) => {
        const signUp = findSignUp(request);
        assertOpen(signUp);
        const { external_id: externalId, custom_action: customAction } = readParameters(
          updateSchema,
          request.body,
        );
        assertExternalIdFree(context, externalId);
        if (externalId !== undefined) signUp.externalId = externalId || null;
        signUp.customAction = customAction ?? signUp.customAction;
        return backendSignUpJson(context, signUp);
      }),
    );
}
