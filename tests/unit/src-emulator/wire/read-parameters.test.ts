import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ApiError } from '../../../../src-emulator/errors/api-error.ts';
import { emailAddressField, formBoolean, metadataFormField } from '../../../../src-emulator/wire/fields.ts';
import { readForm, readParameters } from '../../../../src-emulator/wire/read-parameters.ts';

const schema = z.strictObject({
  email_address: emailAddressField,
  name: z.string().max(5).optional(),
  size: z.int().min(1).max(9).optional(),
  colour: z.enum(['red', 'green']).optional(),
  key: z
    .string()
    .regex(/^org:\w+$/, 'must be like org:role.')
    .optional(),
  home: z.url().optional(),
  remember: formBoolean,
  data: metadataFormField.optional(),
});

type Reader = (schema: z.ZodType, input: unknown) => unknown;

function errorsOf(input: unknown, read: Reader = readForm) {
  try {
    read(schema, input);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.details.map(({ code, meta, long_message: text }) => [code, meta, text] as const);
  }
  return [];
}

const valid = { email_address: 'ada@example.com' };
const about = (name: string) => ({ param_name: name });

describe('readForm', () => {
  it('gives what the schema makes of the form', () => {
    expect(
      readForm(schema, { email_address: ' Ada@Example.COM ', remember: 'true', data: '{"a":1}' }),
    ).toStrictEqual({
      email_address: 'ada@example.com',
      remember: true,
      data: { a: 1 },
    });
  });

  it.each([
    [undefined, 'form_param_missing', 'email_address', 'email_address must be included.'],
    [{ email_address: '' }, 'form_param_nil', 'email_address', 'Enter email address.'],
    [
      { email_address: 'x' },
      'form_param_format_invalid',
      'email_address',
      'email_address must be a valid email address.',
    ],
    [
      { email_address: ['a@example.com', 'b@example.com'] },
      'form_param_duplicate',
      'email_address',
      'email_address included multiple times. There should only be one.',
    ],
    [
      { ...valid, name: 'abcdef' },
      'form_param_max_length_exceeded',
      'name',
      'name should not exceed 5 characters.',
    ],
    [{ ...valid, size: 'x' }, 'form_param_type_invalid', 'size', '`size` must be a `number`.'],
    [{ ...valid, size: 0 }, 'form_param_value_invalid', 'size', 'size must be 1 or more.'],
    [{ ...valid, size: 10 }, 'form_param_value_invalid', 'size', 'size must be 9 or less.'],
    [{ ...valid, colour: 'blue' }, 'form_param_value_invalid', 'colour', 'colour must be one of red, green.'],
    [{ ...valid, key: 'admin' }, 'form_param_format_invalid', 'key', 'key must be like org:role.'],
    [{ ...valid, home: 'admin' }, 'form_param_format_invalid', 'home', 'home must be a valid url.'],
    [
      { ...valid, data: '[1]' },
      'form_param_value_invalid',
      'data',
      'data must be a JSON object of at most 8 KB and 100 levels.',
    ],
    [
      { ...valid, shoe: '1' },
      'form_param_unknown',
      'shoe',
      'shoe is not a valid parameter for this request.',
    ],
  ])('refuses %j with %s', (form, code, name, text) => {
    expect(errorsOf(form)).toStrictEqual([[code, about(name), text]]);
  });

  it('reports all at once', () => {
    expect(
      errorsOf({ name: 'abcdef', shoe: '1', hat: '2' }).map(([code, meta]) => [code, meta]),
    ).toStrictEqual([
      ['form_param_missing', about('email_address')],
      ['form_param_max_length_exceeded', about('name')],
      ['form_param_unknown', about('shoe')],
      ['form_param_unknown', about('hat')],
    ]);
  });
});

it.each([[null], [undefined], [[]], ['text'], [7]])(
  'takes %j for a malformed body, not for a missing field',
  (input) => {
    expect(errorsOf(input, readParameters).map(([code]) => code)).toStrictEqual(['request_body_invalid']);
  },
);
