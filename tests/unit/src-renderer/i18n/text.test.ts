import { describe, expect, it } from 'vitest';
import { english } from '../../../../src-renderer/i18n/en.ts';
import { counted, fillPlaceholders, text } from '../../../../src-renderer/i18n/text.ts';

describe('a text', () => {
  it('has its values in place', () => {
    expect(text('unavailable.nextTry', { seconds: 3 })).toBe('Next try in 3 s');
  });

  it('keeps a placeholder without a value visible', () => {
    expect(fillPlaceholders('{a} and {b}', { a: 0 })).toBe('0 and {b}');
  });

  it('has a form for one and one for all others', () => {
    expect([0, 1, 2].map((count) => counted(count, 'once', 'times'))).toEqual(['times', 'once', 'times']);
  });

  it.each(Object.entries(english))('is never empty (%s)', (_key, words) => {
    expect(words.trim()).not.toBe('');
  });
});
