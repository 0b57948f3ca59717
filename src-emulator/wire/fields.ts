import { z } from 'zod';
import { isShallow } from '../../src-contracts/json-depth.ts';
import { isMetadataSmall } from '../operations/metadata.ts';
import { normalisePhoneNumber } from '../operations/phone-format.ts';

/** Building blocks of request schemas. Clerk's clients send `null` in a form as the empty string. */

/**
 * E-mail addresses are kept and compared in lower case, so that nobody registers the same one
 * twice.
 */
export const emailAddressField = z
  .string()
  .trim()
  .min(1)
  .max(254)
  .pipe(z.email())
  .transform((address) => address.toLowerCase());

/** In E.164, whatever people put between the digits. */
export const phoneNumberField = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .transform((text, context) => {
    const phoneNumber = normalisePhoneNumber(text);
    if (phoneNumber !== undefined) return phoneNumber;
    context.addIssue({ code: 'invalid_format', format: 'phone number', input: text });
    return z.NEVER;
  });

/** Usernames are kept and compared in lower case; what they may consist of is for the settings to say. */
export const usernameField = z
  .string()
  .trim()
  .max(256)
  .transform((username) => username.toLowerCase());

const nameMaximum = 256;

/** A form's name field; empty clears it. */
export const nameFormField = z
  .string()
  .trim()
  .max(nameMaximum)
  .transform((name) => name || null);

/** A JSON body's name field; `null` or empty clears it. */
export const nameJsonField = nameFormField.nullable();

/** Text of which the empty string means that it was not given. */
export const optionalFormText = z
  .string()
  .max(8192)
  .transform((text) => text || undefined)
  .optional();

/** Sent by Clerk's clients along with what is used here, and of no effect in an emulator. */
export const ignoredFormText = z.string().max(8192).optional();

export const formBoolean = z
  .enum(['true', 'false', ''])
  .transform((text) => text === 'true')
  .optional();

/** More than anybody nests. */
const maximumLevels = 100;

/** Free-form JSON object. */
export const jsonObjectField = z
  .unknown()
  .refine((value) => isShallow(value, maximumLevels), `must not have more than ${maximumLevels} levels.`)
  .pipe(z.record(z.string(), z.json()));

/** The same of at most 8 KB, as Clerk's metadata. */
export const metadataSchema = jsonObjectField.refine(isMetadataSmall, 'must not exceed 8 KB.');

/** Metadata in a form: a JSON object as text. */
export const metadataFormField = z
  .string()
  .max(16384)
  .transform((text, context) => {
    if (text === '') return {};
    const parsed = metadataSchema.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    context.addIssue({
      code: 'custom',
      message: `must be a JSON object of at most 8 KB and ${maximumLevels} levels.`,
    });
    return z.NEVER;
  });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
