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

/** The names in a list of scopes (RFC 6749 section 3.3). */
export const splitScopes = (scopes: string): string[] => scopes.split(/\s+/).filter(Boolean);

/** Whether all that are wanted are in the list. */
export const includesScopes = (scopes: string, wanted: readonly string[]): boolean => {
  const known = splitScopes(scopes);
  return wanted.every((scope) => known.includes(scope));
};

export type OauthApplicationFields = {
  name?: string | undefined;
  redirectUris?: readonly string[] | undefined;
  scopes?: string | undefined;
  isPublic?: boolean | undefined;
  consentScreenEnabled?: boolean | undefined;
  pkceRequired?: boolean | undefined;
};

export type Registration = NonNullable<OauthApplication['registration']>;

/** Of those without a secret only the ones that made themselves known may do without, by Clerk's description. */
export const needsPkce = ({ pkceRequired, clientSecret, registration }: OauthApplication): boolean =>
  pkceRequired || (clientSecret === null && registration === null);

/** Throws 404 when there is no such application. */
export function requireOauthApplication({ store }: EmulatorContext, id: string): OauthApplication {
  const application = store.platform.oauthApplications.find((candidate) => candidate.id === id);
  if (!application) throw resourceNotFound('OAuth application', id);
  return application;
}

export function createOauthApplication(
  context: EmulatorContext,
  { name, ...fields }: OauthApplicationFields & { name?: string | undefined },
  registration: Registration | null = null,
): OauthApplication {
  const now = context.clock();
  const clientId = createRandomToken()
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 16);
  const application: OauthApplication = {
    id: createId('oa'),
    clientId,
    clientSecret: fields.isPublic ? null : createRandomToken(),
    name: name ?? clientId,
    redirectUris: [],
    scopes: 'profile email',
    consentScreenEnabled: true,
    pkceRequired: false,
    logo: null,
    registration,
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
  const scopes = fields.scopes === undefined ? undefined : splitScopes(fields.scopes);
  if (scopes && !includesScopes(oauthScopes.join(' '), scopes))
    throw parameterValueInvalid('scopes', `must be some of ${oauthScopes.join(', ')}.`);
  if (application.registration && fields.consentScreenEnabled === false)
    throw parameterValueInvalid(
      'consent_screen_enabled',
      'has to stay on for an application that made itself known.',
    );
  application.name = fields.name ?? application.name;
  application.redirectUris = fields.redirectUris ? [...fields.redirectUris] : application.redirectUris;
  application.scopes = scopes?.join(' ') ?? application.scopes;
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
