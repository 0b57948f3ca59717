import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import {
  createActorToken,
  createSignInToken,
  createTestingToken,
  revokeToken,
} from '../operations/access-tokens.ts';
import { actorTokenJson, signInTokenJson } from '../wire/access-json.ts';
import { jsonObjectField } from '../wire/fields.ts';
import { readParameters } from '../wire/read-parameters.ts';
import type { BackendHandle } from './call.ts';

const hour = 60 * 60;
const secondsField = z.int().min(1).max(315_360_000).nullable().optional();

const signInTokenSchema = z.strictObject({
  user_id: z.string().min(1),
  expires_in_seconds: secondsField,
});

const actorTokenSchema = z.strictObject({
  user_id: z.string().min(1),
  actor: jsonObjectField.refine((actor) => typeof actor.sub === 'string', 'must have a sub.'),
  expires_in_seconds: secondsField,
  session_max_duration_in_seconds: secondsField,
});

/** Tokens by which somebody signs in without proving anything: as a user, or acting as one. */
export function addTokenRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const { store } = context;
  router.post(
    '/sign_in_tokens',
    handle((request) => {
      const body = readParameters(signInTokenSchema, request.body);
      const token = createSignInToken(context, {
        userId: body.user_id,
        expiresInSeconds: body.expires_in_seconds ?? 30 * 24 * hour,
      });
      return signInTokenJson(context, token);
    }),
  );
  router.post(
    '/sign_in_tokens/:id/revoke',
    handle((request) =>
      signInTokenJson(
        context,
        revokeToken(context, 'sign_in_token', store.access.signInTokens, String(request.params.id)),
      ),
    ),
  );
  router.post(
    '/actor_tokens',
    handle((request) => {
      const body = readParameters(actorTokenSchema, request.body);
      const token = createActorToken(context, {
        userId: body.user_id,
        actor: body.actor,
        expiresInSeconds: body.expires_in_seconds ?? hour,
        sessionSeconds: body.session_max_duration_in_seconds ?? hour / 2,
      });
      return actorTokenJson(context, token);
    }),
  );
  router.post(
    '/actor_tokens/:id/revoke',
    handle((request) =>
      actorTokenJson(
        context,
        revokeToken(context, 'actor_token', store.access.actorTokens, String(request.params.id)),
      ),
    ),
  );
  router.post(
    '/testing_tokens',
    handle(async () => {
      const { token, expireAt } = await createTestingToken(context);
      return { object: 'testing_token', token, expires_at: Math.floor(expireAt / 1000) };
    }),
  );
}
