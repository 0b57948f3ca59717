import { expect, it } from 'vitest';
import { defaultSettings, savedSettingsSchema } from '../../../../src-emulator/state/settings.ts';

it('takes the default for what a saved state of an older version does not know', () => {
  const { sessionMode: _unknown, ...older } = defaultSettings;
  expect(savedSettingsSchema.parse({ ...older, passwordMinimumLength: 12 })).toStrictEqual({
    ...defaultSettings,
    passwordMinimumLength: 12,
  });
});

it('refuses a setting that there is not', () => {
  expect(savedSettingsSchema.safeParse({ ...defaultSettings, moods: true }).success).toBe(false);
});
