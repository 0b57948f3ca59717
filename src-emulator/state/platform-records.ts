import { z } from 'zod';
import { imageSchema } from './image-record.ts';

/** What a backend sets up at an instance besides its users: templates, lists, machines, keys. */

const time = z.int().nonnegative();
const times = { createdAt: time, updatedAt: time };
const claimsSchema = z.record(z.string(), z.json());
export type Claims = z.infer<typeof claimsSchema>;

export const signingAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'ES256',
  'ES384',
  'ES512',
  'HS256',
  'HS384',
  'HS512',
] as const;

const jwtTemplateSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  claims: claimsSchema,
  lifetimeSeconds: z.int(),
  allowedClockSkewSeconds: z.int(),
  signingAlgorithm: z.enum(signingAlgorithms),
  /** A PEM, or the secret of an HS algorithm; `null`: the instance's key. */
  signingKey: z.string().nullable(),
  ...times,
});
export type JwtTemplate = z.infer<typeof jwtTemplateSchema>;

const identifierTypes = ['email_address', 'phone_number', 'web3_wallet'] as const;
export type IdentifierType = (typeof identifierTypes)[number];

/** An entry of the allow list or of the block list. */
const listedIdentifierSchema = z.strictObject({
  id: z.string(),
  /** In lower case; `*@example.com` or `@example.com` for all of a domain. */
  identifier: z.string(),
  identifierType: z.enum(identifierTypes),
  /** Of the mail by which somebody on the allow list was told. */
  invitationId: z.string().nullable().default(null),
  ...times,
});
export type ListedIdentifier = z.infer<typeof listedIdentifierSchema>;

const redirectUrlSchema = z.strictObject({ id: z.string(), url: z.string(), ...times });
export type RedirectUrl = z.infer<typeof redirectUrlSchema>;

const domainSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  isSatellite: z.boolean(),
  proxyUrl: z.string().nullable(),
  ...times,
});
export type Domain = z.infer<typeof domainSchema>;

const machineSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  defaultTokenSeconds: z.int(),
  /** The machines that this one may talk to, and that may verify its tokens. */
  scopedMachineIds: z.array(z.string()),
  secretKey: z.string(),
  /** The one before a rotation, as long as it works. */
  previousKey: z.strictObject({ secretKey: z.string(), validUntil: time }).nullable(),
  ...times,
});
export type Machine = z.infer<typeof machineSchema>;

const revocable = {
  /** `null`: never. */
  expireAt: time.nullable(),
  revoked: z.boolean(),
  revocationReason: z.string().nullable(),
};

const machineTokenSchema = z.strictObject({
  id: z.string(),
  /** What a machine sends. */
  token: z.string(),
  machineId: z.string(),
  /** The machines that may verify it. */
  scopes: z.array(z.string()),
  claims: claimsSchema.nullable(),
  lastUsedAt: time.nullable(),
  ...revocable,
  ...times,
});
export type MachineToken = z.infer<typeof machineTokenSchema>;

const apiKeySchema = z.strictObject({
  id: z.string(),
  type: z.string(),
  secret: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  /** A user, an organisation or a machine. */
  subject: z.string(),
  scopes: z.array(z.string()),
  claims: claimsSchema.nullable(),
  createdBy: z.string().nullable(),
  lastUsedAt: time.nullable(),
  ...revocable,
  ...times,
});
export type ApiKey = z.infer<typeof apiKeySchema>;

const oauthApplicationSchema = z.strictObject({
  id: z.string(),
  clientId: z.string(),
  /** `null`: a public one, which has none and needs PKCE. */
  clientSecret: z.string().nullable(),
  name: z.string(),
  redirectUris: z.array(z.string()),
  /** Separated by blanks. */
  scopes: z.string(),
  consentScreenEnabled: z.boolean(),
  pkceRequired: z.boolean(),
  logo: imageSchema.nullable().default(null),
  /** One that made itself known (RFC 7591), with what it said of itself. */
  registration: z
    .strictObject({ clientUri: z.string().nullable(), logoUri: z.string().nullable() })
    .nullable()
    .default(null),
  ...times,
});
export type OauthApplication = z.infer<typeof oauthApplicationSchema>;

/** What a user has allowed an application, with the tokens that stand for it. */
const oauthGrantSchema = z.strictObject({
  /** Of the access token, with the prefix that it is verified by. */
  id: z.string(),
  accessToken: z.string(),
  refreshToken: z.string().nullable(),
  applicationId: z.string(),
  userId: z.string(),
  /** The organisation that it is about. */
  organizationId: z.string().nullable().default(null),
  /** Separated by blanks. */
  scopes: z.string(),
  ...revocable,
  ...times,
});
export type OauthGrant = z.infer<typeof oauthGrantSchema>;

/** What a backend sets of the instance itself. */
const instanceOptionsSchema = z.strictObject({
  /** Whether test addresses and numbers get the code that is known beforehand. */
  testMode: z.boolean(),
  supportEmail: z.string().nullable(),
  /** What Clerk's components ask for first where there is a password; `null`: the password. */
  preferredStrategy: z.enum(['password', 'otp']).nullable(),
  developmentOrigin: z.string(),
  /** Whether the lists are about sign-up alone. */
  listsOffAtSignIn: z.boolean(),
  /** Whether access tokens of OAuth applications can be read by who gets them. */
  oauthJwtTokens: z.boolean(),
  /** Before the `@` of who sends mail. */
  fromEmailName: z.string(),
});
export type InstanceOptions = z.infer<typeof instanceOptionsSchema>;

const createInstanceOptions = (): InstanceOptions => ({
  testMode: true,
  supportEmail: null,
  preferredStrategy: null,
  developmentOrigin: '',
  listsOffAtSignIn: false,
  oauthJwtTokens: false,
  fromEmailName: 'notifications',
});

export const platformSchema = z.strictObject({
  allowedOrigins: z.array(z.string()),
  instanceOptions: instanceOptionsSchema.default(createInstanceOptions),
  jwtTemplates: z.array(jwtTemplateSchema),
  allowlist: z.array(listedIdentifierSchema),
  blocklist: z.array(listedIdentifierSchema),
  redirectUrls: z.array(redirectUrlSchema),
  domains: z.array(domainSchema),
  machines: z.array(machineSchema),
  machineTokens: z.array(machineTokenSchema),
  apiKeys: z.array(apiKeySchema),
  oauthApplications: z.array(oauthApplicationSchema),
  oauthGrants: z.array(oauthGrantSchema),
  /** Whether applications may make themselves known. */
  oauthRegistration: z.boolean().default(false),
});
/** Each list is oldest first. */
export type Platform = z.infer<typeof platformSchema>;

export const createEmptyPlatform = (): Platform => ({
  allowedOrigins: [],
  instanceOptions: createInstanceOptions(),
  jwtTemplates: [],
  allowlist: [],
  blocklist: [],
  redirectUrls: [],
  domains: [],
  machines: [],
  machineTokens: [],
  apiKeys: [],
  oauthApplications: [],
  oauthGrants: [],
  oauthRegistration: false,
});
