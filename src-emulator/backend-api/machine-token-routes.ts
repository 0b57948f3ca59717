import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import {
  createMachineToken,
  listMachineTokens,
  revokeMachineToken,
  verifyMachineToken,
} from '../operations/machine-tokens.ts';
import { jsonObjectField } from '../wire/fields.ts';
import { machineTokenJson } from '../wire/machine-json.ts';
import type { BackendHandle } from './call.ts';
import { machineOf, readMachineParameters, requireMachineOf } from './machine-call.ts';
import { booleanField, takePage } from './query.ts';

/** Some three thousand years, whose end is a safe integer in milliseconds. */
const longestLifeSeconds = 100_000_000_000;
export const lifeSecondsField = z.number().positive().max(longestLifeSeconds).nullable();
const createSchema = z.strictObject({
  token_format: z.enum(['opaque', 'jwt']).default('opaque'),
  seconds_until_expiration: lifeSecondsField.default(null),
  claims: jsonObjectField.nullable().default(null),
  min_remaining_ttl_seconds: z.int().min(0).optional(),
});
export const machinePageFields = {
  limit: z.coerce.number().int().min(1).max(100).default(10),
  offset: z.coerce.number().int().min(0).default(0),
};
const listSchema = z.strictObject({
  subject: z.string().min(1),
  revoked: booleanField,
  expired: booleanField,
  ...machinePageFields,
});
const revokeSchema = z.strictObject({ revocation_reason: z.string().max(1024).nullable().default(null) });
const verifySchema = z.strictObject({ token: z.string().min(1) });

/** Tokens that machines show to each other. */
export function addMachineTokenRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const { clock } = context;
  router
    .route('/m2m_tokens')
    .post(
      handle(async (request) => {
        const machine = requireMachineOf(request);
        const body = readMachineParameters(createSchema, request.body);
        const token = await createMachineToken(context, machine, {
          format: body.token_format,
          lifeSeconds: body.seconds_until_expiration,
          claims: body.claims,
          minimumRemainingSeconds: body.min_remaining_ttl_seconds,
        });
        return { ...machineTokenJson(token, clock()), token: token.token };
      }, 201),
    )
    .get(
      handle((request) => {
        const query = readMachineParameters(listSchema, request.query);
        const rows = listMachineTokens(context, machineOf(request), {
          subject: query.subject,
          revoked: query.revoked ?? false,
          expired: query.expired ?? false,
        });
        return {
          m2m_tokens: takePage(rows, query).map((token) => machineTokenJson(token, clock())),
          total_count: rows.length,
        };
      }),
    );
  router.post(
    '/m2m_tokens/verify',
    handle((request) => {
      const { token } = readMachineParameters(verifySchema, request.body);
      return machineTokenJson(verifyMachineToken(context, machineOf(request), token), clock());
    }),
  );
  router.post(
    '/m2m_tokens/:id/revoke',
    handle((request) => {
      const { revocation_reason: reason } = readMachineParameters(revokeSchema, request.body);
      const id = String(request.params.id);
      return machineTokenJson(revokeMachineToken(context, machineOf(request), id, reason), clock());
    }),
  );
}
