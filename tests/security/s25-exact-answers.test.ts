import { describe, expect, it } from 'vitest';
import { meRoute } from '../../src-api/routes/account-routes.ts';
import { serialise } from '../../src-api/routes/route-registration.ts';
import {
  greetingSchema,
  sessionListSchema,
  userPageSchema,
  userSchema,
} from '../../src-contracts/api-routes.ts';
import { ada, useEmulatedApi } from '../integration/api/support/emulated-clerk.ts';
import { useApi } from '../integration/api/support/use-api.ts';

describe('S25: private metadata and unlisted fields never leave the API', () => {
  const running = useApi();

  it.each([
    ['/protected', greetingSchema],
    ['/v1/me', userSchema],
    ['/v1/sessions', sessionListSchema],
  ])('%s holds what its schema names and nothing else', async (path, schema) => {
    const { api, clerk } = running();
    const response = await api.requestAs(await clerk.signToken(), path);
    expect(response.headers.get('content-type')).toBe('application/json');
    const text = await response.text();
    expect(() => schema.parse(JSON.parse(text))).not.toThrow();
    expect(text).not.toContain('CANARY');
    expect(text).not.toMatch(/metadata|password|phone|client_id|clientId/i);
  });

  it('names the fields of users one by one', () => {
    expect(Object.keys(userSchema.shape)).toEqual([
      'id',
      'firstName',
      'lastName',
      'username',
      'email',
      'imageUrl',
      'createdAt',
      'lastSignInAt',
    ]);
  });

  it('fails a request rather than answer what its schema does not name', () => {
    const user = Object.fromEntries(Object.keys(userSchema.shape).map((name) => [name, 'x']));
    const complete = { ...user, createdAt: '2026-11-23T00:00:00Z', lastSignInAt: null };
    expect(JSON.parse(serialise(meRoute, complete))).toEqual(complete);
    expect(() => serialise(meRoute, { ...complete, privateMetadata: {} })).toThrow('privateMetadata');
  });

  describe('with an administrator', () => {
    const emulated = useEmulatedApi();

    it('/v1/admin/users and PATCH /v1/me hold what their schemas name and nothing else', async () => {
      const { api, clerk } = emulated();
      const user = {
        email_address: ['root@example.com'],
        password: 'PASSWORD-CANARY-1',
        public_metadata: { role: 'admin', note: 'PUBLIC-METADATA-CANARY' },
        private_metadata: { note: 'PRIVATE-METADATA-CANARY' },
        unsafe_metadata: { note: 'UNSAFE-METADATA-CANARY' },
        external_id: 'EXTERNAL-ID-CANARY',
      };
      await clerk.askBackendApi('/users', { method: 'POST', body: JSON.stringify(user) });
      const token = await clerk.mintToken(await clerk.createSession({ email: 'root@example.com' }));
      const change = { unsafeMetadata: { more: 'UNSAFE-METADATA-CANARY' } };
      const texts = [
        await (await api.requestAs(token, '/v1/admin/users')).text(),
        await (
          await api.requestAs(token, '/v1/me', {
            method: 'PATCH',
            body: JSON.stringify(change),
            headers: { 'Content-Type': 'application/json' },
          })
        ).text(),
      ];
      const [page, changed] = texts.map((text) => JSON.parse(text));
      expect(userPageSchema.parse(page).users.map(({ email }) => email)).toContain(ada.email);
      expect(userSchema.parse(changed).email).toBe('root@example.com');
      for (const text of texts) {
        expect(text).not.toContain('CANARY');
        expect(text).not.toMatch(/metadata|password|phone|external/i);
      }
    });
  });
});
