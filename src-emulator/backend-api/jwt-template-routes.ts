import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { isUsableKey } from '../crypto/custom-signature.ts';
import { parameterMissing, parameterValueInvalid } from '../errors/parameter-errors.ts';
import {
  createJwtTemplate,
  type JwtTemplateFields,
  requireJwtTemplate,
  updateJwtTemplate,
} from '../operations/jwt-templates.ts';
import { type JwtTemplate, signingAlgorithms } from '../state/platform-records.ts';
import { jsonObjectField } from '../wire/fields.ts';
import { jwtTemplateJson } from '../wire/jwt-template-json.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { deletedJson } from '../wire/user-json.ts';
import type { BackendHandle } from './call.ts';
import { answerList, listFields } from './query.ts';

const bodySchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[\w-]+$/, 'may have letters, digits, - and _ only.'),
  claims: jsonObjectField,
  lifetime: z.int().min(30).max(315_360_000).nullable().optional(),
  allowed_clock_skew: z.int().min(0).max(300).nullable().optional(),
  custom_signing_key: z.boolean().optional(),
  signing_algorithm: z.enum(signingAlgorithms).nullable().optional(),
  signing_key: z.string().min(1).max(16_384).nullable().optional(),
});

/** Templates of tokens for services of other makers. */
export function addJwtTemplateRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const find = (request: Request) => requireJwtTemplate(context, String(request.params.id));

  router
    .route('/jwt_templates')
    .get(
      handle((request) =>
        answerList(
          context.store.platform.jwtTemplates.toReversed(),
          readParameters(z.strictObject(listFields), request.query),
          jwtTemplateJson,
        ),
      ),
    )
    .post(handle(async (request) => jwtTemplateJson(createJwtTemplate(context, await readFields(request)))));
  router
    .route('/jwt_templates/:id')
    .get(handle((request) => jwtTemplateJson(find(request))))
    .patch(
      handle(async (request) => {
        const template = find(request);
        updateJwtTemplate(context, template, await readFields(request, template));
        return jwtTemplateJson(template);
      }),
    )
    .delete(
      handle((request) => {
        const template = find(request);
        const { jwtTemplates } = context.store.platform;
        jwtTemplates.splice(jwtTemplates.indexOf(template), 1);
        return deletedJson('jwt_template', template.id);
      }),
    );
}

async function readFields(request: Request, current?: JwtTemplate): Promise<JwtTemplateFields> {
  const body = readParameters(bodySchema, request.body);
  if (body.custom_signing_key && !body.signing_algorithm && !current?.signingKey)
    throw parameterMissing('signing_algorithm');
  const signingAlgorithm = body.signing_algorithm ?? current?.signingAlgorithm ?? 'RS256';
  if (body.signing_key && !(await isUsableKey(signingAlgorithm, body.signing_key)))
    throw parameterValueInvalid('signing_key', `is no key for ${signingAlgorithm}.`);
  return {
    name: body.name,
    claims: body.claims,
    lifetimeSeconds: body.lifetime ?? current?.lifetimeSeconds ?? 60,
    allowedClockSkewSeconds: body.allowed_clock_skew ?? current?.allowedClockSkewSeconds ?? 5,
    customSigningKey: body.custom_signing_key ?? (current ? current.signingKey !== null : false),
    signingAlgorithm,
    signingKey: body.signing_key ?? null,
  };
}
