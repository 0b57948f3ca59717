import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { parameterValueInvalid } from '../errors/parameter-errors.ts';
import { createId, createRandomToken } from '../state/identifiers.ts';
import type { OauthApplication } from '../state/platform-records.ts';

export const oauthScopes = [
  'openid',
  'profile',
  'email',
  'public_metadata',
  'private_metadata',
  'offline_access',
  'user:org:read',
] as const;

export type OauthApplicationFields = {
  name?: string | undefined;
  redirectUris?: readonly string[] | undefined;
  scopes?: string | undefined;
  isPublic?: boolean | undefined;
  consentScreenEnabled?: boolean | undefined;
  pkceRequired?: boolean | undefined;
};

/** Throws 404 when there is no such application. */
export function requireOauthApplication({ store }: EmulatorContext, id: string): OauthApplication {
  const application = store.platform.oauthApplications.find((candidate) => candidate.id === id);
  if (!application) throw resourceNotFound('OAuth application', id);
  return application;
}

export function createOauthApplication(
  context: EmulatorContext,
  { name, ...fields }: OauthApplicationFields & { name: string },
): OauthApplication {
  const now = context.clock();
  const application: OauthApplication = {
    id: createId('oa'),
    clientId: createRandomToken()
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .slice(0, 16),
    clientSecret: fields.isPublic ? null : createRandomToken(),
    name,
    redirectUris: [],
    scopes: 'profile email',
    consentScreenEnabled: true,
    pkceRequired: false,
    createdAt: now,
    updatedAt: now,
  };
  changeOauthApplication(context, application, fields);
  context.store.platform.oauthApplications.push(application);
  return application;
}

export function changeOauthApplication(
  { clock }: EmulatorContext,
  application: OauthApplication,
  fields: OauthApplicationFields,
): void {
  const known: readonly string[] = oauthScopes;
  const unknown = fields.scopes?.split(/\s+/).find((scope) => scope !== '' && !known.includes(scope));
  if (unknown) throw parameterValueInvalid('scopes', `must be some of ${known.join(', ')}.`);
  application.name = fields.name ?? application.name;
  application.redirectUris = fields.redirectUris ? [...fields.redirectUris] : application.redirectUris;
  application.scopes = fields.scopes?.split(/\s+/).filter(Boolean).join(' ') ?? application.scopes;
  application.consentScreenEnabled = fields.consentScreenEnabled ?? application.consentScreenEnabled;
  application.pkceRequired = fields.pkceRequired ?? application.pkceRequired;
  if (fields.isPublic === true) application.clientSecret = null;
  if (fields.isPublic === false) application.clientSecret ??= createRandomToken();
  application.updatedAt = clock();
}

export function rotateClientSecret({ clock }: EmulatorContext, application: OauthApplication): void {
  application.clientSecret = createRandomToken();
  application.updatedAt = clock();
}

/** Removes the application with all that people have allowed it. */
export function deleteOauthApplication({ store }: EmulatorContext, application: OauthApplication): void {
  const { platform } = store;
  platform.oauthApplications = platform.oauthApplications.filter((other) => other !== application);
  platform.oauthGrants = platform.oauthGrants.filter((grant) => grant.applicationId !== application.id);
}
