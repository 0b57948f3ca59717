import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProblemError } from '../../../../src-api/errors/problem-error.ts';
import { parseInput } from '../../../../src-api/routes/input.ts';

const schema = z.strictObject({ name: z.string().min(1), age: z.coerce.number().optional() });
const errorsOf = (value: unknown) => {
  try {
    parseInput(schema, value);
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error.extras.errors;
    throw error;
  }
};

describe('parseInput', () => {
  it('answers what the schema makes of the input', () => {
    expect(parseInput(schema, { name: 'Ada', age: '36' })).toEqual({ name: 'Ada', age: 36 });
  });

  it('names wrong and unknown fields, without their values', () => {
    const errors = errorsOf({ name: '', nmae: 'CANARY' });
    expect(errors?.map(({ field }) => field)).toEqual(['name', 'nmae']);
    expect(JSON.stringify(errors)).not.toContain('CANARY');
  });

  it('bounds what it repeats', () => {
    const errors = errorsOf({
      name: 'x',
      ...Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}${'y'.repeat(200)}`, 1])),
    });
    expect(errors).toHaveLength(10);
    expect(errors?.every(({ field }) => field.length <= 64)).toBe(true);
  });

  it('refuses what is no object', () => {
    for (const value of [undefined, null, [], 'text']) expect(errorsOf(value)).toHaveLength(1);
  });
});
