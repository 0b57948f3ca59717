import { z } from 'zod';
import type { Seed } from '../state/seed.ts';
import { defaultSettings, type Settings } from '../state/settings.ts';
import { createChangesSchema } from '../state/settings-rules.ts';
import {
  emailAddressField,
  metadataSchema,
  nameJsonField,
  phoneNumberField,
  usernameField,
} from '../wire/fields.ts';
import { checkOrganizationSeed, organizationSeedFields } from './organization-seed-schema.ts';
import { webhookEndpointSchema } from './webhook-bodies.ts';

const maximumUsers = 5000;

const seedUserSchema = z.strictObject({
  id: z
    .string()
    .regex(/^user_\w{1,64}$/, 'must begin with user_ and have letters and digits after it.')
    .optional(),
  emailAddresses: z.array(emailAddressField).min(1).max(20).optional(),
  phoneNumbers: z.array(phoneNumberField).max(20).optional(),
  username: usernameField.optional(),
  password: z.string().min(1).max(72).optional(),
  firstName: nameJsonField.optional(),
  lastName: nameJsonField.optional(),
  externalId: z.string().min(1).max(256).nullable().optional(),
  publicMetadata: metadataSchema.optional(),
  privateMetadata: metadataSchema.optional(),
  unsafeMetadata: metadataSchema.optional(),
  banned: z.boolean().optional(),
});

const hasIdentifier = ({
  emailAddresses = [],
  phoneNumbers = [],
  username,
}: Seed['users'][number]): boolean =>
  emailAddresses.length > 0 || phoneNumbers.length > 0 || username !== undefined;

/** A seed for an instance with these settings. Passwords are not held against the password rules. */
export const createSeedSchema = (settings: Settings) =>
  z
    .strictObject({
      users: z.array(seedUserSchema).max(maximumUsers),
      settings: createChangesSchema(settings).optional(),
      webhooks: z.array(webhookEndpointSchema).max(20).optional(),
      ...organizationSeedFields,
    })
    .superRefine((seed, context) => {
      const { users } = seed;
      checkOrganizationSeed(seed, (path, message) => context.addIssue({ code: 'custom', path, message }));
      for (const [index, user] of users.entries())
        if (!hasIdentifier(user))
          context.addIssue({
            code: 'custom',
            path: ['users', index],
            message: 'needs emailAddresses, phoneNumbers or a username.',
          });
      const reports: [
        field: 'id' | 'externalId' | 'emailAddresses' | 'phoneNumbers' | 'username',
        valuesOf: (index: number) => unknown[],
      ][] = [
        ['id', (index) => [users[index]?.id]],
        ['externalId', (index) => [users[index]?.externalId]],
        ['emailAddresses', (index) => users[index]?.emailAddresses ?? []],
        ['phoneNumbers', (index) => users[index]?.phoneNumbers ?? []],
        ['username', (index) => [users[index]?.username]],
      ];
      for (const [field, valuesOf] of reports) {
        const seen = new Set<unknown>();
        for (const index of users.keys())
          for (const value of valuesOf(index)) {
            if (value === undefined || value === null) continue;
            if (seen.has(value))
              context.addIssue({
                code: 'custom',
                path: ['users', index, field],
                message: `is not unique: another user has ${JSON.stringify(value)} as well.`,
              });
            seen.add(value);
          }
      }
    }) satisfies z.ZodType<Seed>;

/** A seed for an instance to start with: in a file or in the request for a further instance. */
export const seedSchema = createSeedSchema(defaultSettings);
