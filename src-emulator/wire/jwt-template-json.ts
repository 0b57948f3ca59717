import type { JwtTemplate } from '../state/platform-records.ts';

/** The signing key itself is never shown again. */
export const jwtTemplateJson = (template: JwtTemplate) => ({
  object: 'jwt_template',
  id: template.id,
  name: template.name,
  claims: template.claims,
  lifetime: template.lifetimeSeconds,
  allowed_clock_skew: template.allowedClockSkewSeconds,
  custom_signing_key: template.signingKey !== null,
  signing_algorithm: template.signingAlgorithm,
  created_at: template.createdAt,
  updated_at: template.updatedAt,
});
