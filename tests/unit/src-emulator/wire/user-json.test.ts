import { expect, it } from 'vitest';
import { lockUser } from '../../../../src-emulator/operations/lockout.ts';
import { backendUserJson, publicUserDataJson, userJson } from '../../../../src-emulator/wire/user-json.ts';
import { backendUser } from '../../../support/clerk-api/schemas/user.ts';
import { createContext, startOfTime } from '../fixtures.ts';

it('keeps hashes and private metadata out of what frontends see', async () => {
  const { context, ada } = await createContext();
  ada.privateMetadata = { salary: 'canary' };
  const text = JSON.stringify(userJson(context, ada));
  expect(text).not.toContain('canary');
  expect(text).not.toContain('scrypt');
  expect(backendUserJson(context, ada)).toMatchObject({ private_metadata: { salary: 'canary' } });
});

it('has no key named deleted, by which @clerk/backend would take it for a deleted object', async () => {
  const { context, ada } = await createContext();
  expect(Object.keys(backendUserJson(context, ada))).not.toContain('deleted');
});

it('always has an image of its own', async () => {
  const { context, ada } = await createContext();
  expect(publicUserDataJson(context, ada).image_url).toBe(
    `http://127.0.0.1:4100/_emulator/avatars/${ada.id}.svg`,
  );
  ada.image = { id: 'img_1', name: 'a.png', contentType: 'image/png', base64: '' };
  expect(userJson(context, ada)).toMatchObject({
    has_image: true,
    image_url: 'http://127.0.0.1:4100/_emulator/images/img_1',
  });
});

it('shows a passkey to backends as they know it: used when it was registered, and without its challenge', async () => {
  const { context, ada } = await createContext();
  ada.passkeys = [
    {
      id: 'passkey_1',
      name: 'Chrome',
      challenge: null,
      expireAt: startOfTime,
      credential: { id: 'a', publicKey: 'b', counter: 0 },
      lastUsedAt: null,
      createdAt: startOfTime,
      updatedAt: startOfTime,
    },
  ];
  const json = backendUserJson(context, ada);
  expect(backendUser.parse(json)).toStrictEqual(json);
  expect(json.passkeys).toMatchObject([{ id: 'passkey_1', last_used_at: startOfTime }]);
});

it('tells of a lock and how long it lasts', async () => {
  const { context, ada, advance } = await createContext();
  lockUser(ada, startOfTime);
  advance(1000);
  expect(userJson(context, ada)).toMatchObject({ locked: true, lockout_expires_in_seconds: 3599 });
});

it('tells the day of the last activity, not the time', async () => {
  const { context, ada } = await createContext();
  ada.lastActiveAt = startOfTime;
  expect(userJson(context, ada).last_active_at).toBe(Date.UTC(2026, 0, 15));
});
