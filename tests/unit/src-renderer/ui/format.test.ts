import { expect, it } from 'vitest';
import { initialsOf } from '../../../../src-renderer/ui/avatar.ts';
import { formatAge } from '../../../../src-renderer/ui/format.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const ago = (seconds: number) => formatAge(now - seconds * 1_000, now);

it.each([
  [0, 'now'],
  [59, 'now'],
  [60, '1 minute ago'],
  [7_200, '2 hours ago'],
  [86_400, 'yesterday'],
])('calls %i seconds ago %j', (seconds, words) => {
  expect(ago(seconds)).toBe(words);
});

it('names the day of what is more than a week old', () => {
  expect(ago(30 * 86_400)).toMatch(/^24 Oct 2026/);
});

it.each([
  ['Ada Lovelace', 'AL'],
  ['ada', 'A'],
  ['Ada King Lovelace', 'AK'],
  ['  ', ''],
])('takes %j for %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
