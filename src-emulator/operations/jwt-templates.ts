import type { EmulatorContext } from '../context.ts';
import { signWithKey } from '../crypto/custom-signature.ts';
import { apiError, parameterError } from '../errors/api-error.ts';
import { jwtTemplateNotFound, resourceNotFound } from '../errors/catalogue.ts';
import { createId, createTraceId } from '../state/identifiers.ts';
import type { Claims, JwtTemplate } from '../state/platform-records.ts';
import type { Session } from '../state/records.ts';
import { fillShortcodes } from './shortcodes.ts';
import { shortcodeValues } from './template-values.ts';

/** Set by Clerk; a template cannot. */
const reservedClaims = ['azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sid', 'sub'];

/** How Clerk marks such tokens, so that nobody takes one for a session token. */
const templateCategory = 'cl_B7d4PD222AAA';

export type JwtTemplateFields = {
  name: string;
  claims: Claims;
  lifetimeSeconds: number;
  allowedClockSkewSeconds: number;
  customSigningKey: boolean;
  signingAlgorithm: JwtTemplate['signingAlgorithm'];
  signingKey: string | null;
};

/** Throws 404 when there is no such template. */
export function requireJwtTemplate({ store }: EmulatorContext, id: string): JwtTemplate {
  const template = store.platform.jwtTemplates.find((candidate) => candidate.id === id);
  if (!template) throw resourceNotFound('JWT template', id);
  return template;
}

export function createJwtTemplate(context: EmulatorContext, fields: JwtTemplateFields): JwtTemplate {
  const now = context.clock();
  const template: JwtTemplate = {
    id: createId('jtmp'),
    ...checkFields(context, fields),
    createdAt: now,
    updatedAt: now,
  };
  context.store.platform.jwtTemplates.push(template);
  return template;
}

export function updateJwtTemplate(
  context: EmulatorContext,
  template: JwtTemplate,
  fields: JwtTemplateFields,
): void {
  Object.assign(template, checkFields(context, fields, template), { updatedAt: context.clock() });
}

function checkFields(
  { store }: EmulatorContext,
  { customSigningKey, signingKey, ...fields }: JwtTemplateFields,
  current?: JwtTemplate,
) {
  if (store.platform.jwtTemplates.some((other) => other !== current && other.name === fields.name))
    throw parameterError('name', 'form_identifier_exists', 'A JWT template with this name exists already.');
  const reserved = reservedClaims.find((name) => Object.hasOwn(fields.claims, name));
  if (reserved !== undefined)
    throw apiError(
      422,
      'jwt_template_reserved_claim',
      'reserved claim',
      `You can't use the reserved claim: '${reserved}'`,
      { param_name: 'claims' },
    );
  if (!customSigningKey) return { ...fields, signingAlgorithm: 'RS256' as const, signingKey: null };
  const key = signingKey ?? current?.signingKey;
  if (!key)
    throw parameterError('signing_key', 'form_param_missing', 'is missing', 'signing_key must be included.');
  return { ...fields, signingKey: key };
}

/** A token for somebody else's service. Throws 404 when there is no template of this name. */
export async function signTemplateToken(
  context: EmulatorContext,
  session: Session,
  name: string,
  lifeSeconds?: number,
): Promise<string> {
  const template = context.store.platform.jwtTemplates.find((candidate) => candidate.name === name);
  const user = context.store.users.get(session.userId);
  if (!template || !user) throw jwtTemplateNotFound(name);
  const issuedAt = Math.floor(context.clock() / 1000);
  const claims = {
    ...fillShortcodes(template.claims, shortcodeValues(context, user, session)),
    ...(session.origin ? { azp: session.origin } : {}),
    exp: issuedAt + (lifeSeconds ?? template.lifetimeSeconds),
    iat: issuedAt,
    iss: context.instance.issuer,
    jti: createTraceId().slice(0, 20),
    nbf: issuedAt - template.allowedClockSkewSeconds,
    sub: user.id,
  };
  return template.signingKey === null
    ? context.tokens.signClaims(claims, { cat: templateCategory })
    : signWithKey(claims, { cat: templateCategory }, template.signingAlgorithm, template.signingKey);
}
