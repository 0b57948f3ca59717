import type { z } from 'zod';
import { type Settings, type SettingsChanges, settingsChangesSchema, settingsSchema } from './settings.ts';

type Rule = {
  /** What can be changed to keep it. */
  readonly fields: readonly (keyof Settings)[];
  isKept(settings: Settings): boolean;
  /** Goes on from the name of one of the fields. */
  readonly message: string;
};

const hasIdentifier = ({ signInIdentifiers, ...settings }: Settings): boolean =>
  (signInIdentifiers.includes('email_address') && settings.emailAddress !== 'off') ||
  (signInIdentifiers.includes('phone_number') && settings.phoneNumber !== 'off') ||
  (signInIdentifiers.includes('username') && settings.username !== 'off');

const hasFactor = ({ firstFactors, emailAddress, phoneNumber }: Settings): boolean =>
  firstFactors.includes('password') ||
  (emailAddress !== 'off' && (firstFactors.includes('email_code') || firstFactors.includes('email_link'))) ||
  (phoneNumber !== 'off' && firstFactors.includes('phone_code'));

const rules: readonly Rule[] = [
  {
    fields: ['signInIdentifiers', 'emailAddress', 'phoneNumber', 'username'],
    isKept: hasIdentifier,
    message:
      'leaves nothing to sign in by: signInIdentifiers has to name an e-mail address, phone number or username that is not off.',
  },
  {
    fields: ['firstFactors', 'emailAddress', 'phoneNumber'],
    isKept: hasFactor,
    message:
      'leaves no way to sign in: firstFactors has to have password, or a code or link for an address or number that is not off.',
  },
  {
    fields: ['usernameMinimumLength', 'usernameMaximumLength'],
    isKept: ({ usernameMinimumLength, usernameMaximumLength }) =>
      usernameMinimumLength <= usernameMaximumLength,
    message: 'contradicts: usernameMinimumLength must not be more than usernameMaximumLength.',
  },
];

/**
 * Changes of `settings`, refused when the outcome leaves no way to sign in or contradicts itself. What was wrong
 * before (older states can be) is no reason to refuse changes of something else.
 */
export const createChangesSchema = (settings: Settings): z.ZodType<SettingsChanges> =>
  settingsChangesSchema.superRefine((changes, context) => {
    const { organizations } = settings;
    const outcome = settingsSchema.safeParse({ ...settings, ...changes, organizations });
    // What is wrong with a single one has been said.
    if (!outcome.success) return;
    for (const { fields, isKept, message } of rules) {
      const changed = fields.find((field) => changes[field] !== undefined);
      if (changed && !isKept(outcome.data)) context.addIssue({ code: 'custom', path: [changed], message });
    }
  });
