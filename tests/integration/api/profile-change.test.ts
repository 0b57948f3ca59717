import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { greetingSchema, userSchema } from '../../../src-contracts/api-routes.ts';
import { readProblem, readProblemCode } from './support/api-under-test.ts';
import { ada, useEmulatedApi } from './support/emulated-clerk.ts';
import { useApi } from './support/use-api.ts';

const json = (body: unknown): RequestInit => ({
  method: 'PATCH',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'Content-Type': 'application/json' },
});

const metadataSchema = z.object({ unsafe_metadata: z.unknown(), public_metadata: z.unknown() });

describe('PATCH /v1/me', () => {
  const running = useEmulatedApi();

  async function signIn() {
    const { api, clerk } = running();
    const token = await clerk.mintToken(await clerk.createSession(ada));
    const { user } = greetingSchema.parse(await (await api.requestAs(token)).json());
    return {
      change: (body: unknown) => api.requestAs(token, '/v1/me', json(body)),
      readGreeting: async () => greetingSchema.parse(await (await api.requestAs(token)).json()),
      readMetadata: async () => metadataSchema.parse(await clerk.askBackendApi(`/users/${user.id}`)),
    };
  }

  it('changes the names at Clerk, and the next greeting knows', async () => {
    const { change, readGreeting } = await signIn();
    const response = await change({ firstName: '  Augusta ', lastName: null });
    expect(userSchema.parse(await response.json())).toMatchObject({ firstName: 'Augusta', lastName: null });
    expect(await readGreeting()).toMatchObject({ message: 'Hello, Augusta!', user: { lastName: null } });
    await change({ firstName: '' });
    expect(await readGreeting()).toMatchObject({ message: 'Hello, ada!', user: { firstName: null } });
    await change({ firstName: 'Ada', lastName: 'Lovelace' });
    expect(await readGreeting()).toMatchObject({ user: { firstName: 'Ada', lastName: 'Lovelace' } });
  });

  it('merges unsafe metadata deeply, and does not answer it', async () => {
    const { change, readMetadata, readGreeting } = await signIn();
    await change({ unsafeMetadata: { theme: { dark: true, size: 3 }, tour: 'done' } });
    const response = await change({ lastName: 'King', unsafeMetadata: { theme: { size: 4 }, tour: null } });
    expect(userSchema.parse(await response.json())).toMatchObject({ lastName: 'King' });
    expect((await readMetadata()).unsafe_metadata).toEqual({ theme: { dark: true, size: 4 } });
    expect((await readGreeting()).user.lastName).toBe('King');
  });

  it.each([
    ['another field', { role: 'admin' }, 'role'],
    ['public metadata', { publicMetadata: { role: 'admin' } }, 'publicMetadata'],
    ['private metadata', { privateMetadata: {} }, 'privateMetadata'],
    ["Clerk's spelling", { first_name: 'Augusta' }, 'first_name'],
    ['a name of 257 characters', { firstName: 'x'.repeat(257) }, 'firstName'],
    ['a name that is no text', { lastName: 7 }, 'lastName'],
    ['metadata that is a list', { unsafeMetadata: [] }, 'unsafeMetadata'],
    ['metadata that is null', { unsafeMetadata: null }, 'unsafeMetadata'],
    ['metadata over 8 KiB in UTF-8', { unsafeMetadata: { note: 'é'.repeat(4_091) } }, 'unsafeMetadata'],
    [
      'metadata deeper than 32 levels',
      `{"unsafeMetadata":{"a":${'['.repeat(32)}${']'.repeat(32)}}}`,
      'unsafeMetadata',
    ],
    [
      'metadata so deep that recursion ends',
      `{"unsafeMetadata":{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}}`,
      'unsafeMetadata',
    ],
    ['nothing', {}, ''],
    ['a list', [], ''],
  ])('refuses %s and changes nothing', async (_name, body, field) => {
    const { change, readGreeting, readMetadata } = await signIn();
    const before = [await readMetadata(), await readGreeting()];
    const problem = await readProblem(await change(body));
    expect(problem).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(problem.errors?.map((error) => error.field)).toContain(field);
    expect([await readMetadata(), await readGreeting()]).toEqual(before);
  });

  it('refuses a request without a body', async () => {
    const { api, clerk } = running();
    const token = await clerk.mintToken(await clerk.createSession(ada));
    const response = await api.requestAs(token, '/v1/me', { method: 'PATCH' });
    expect(await readProblemCode(response)).toBe('invalid-request');
  });

  it('takes names of 256 characters and 8 KiB of metadata', async () => {
    const { change, readGreeting, readMetadata } = await signIn();
    const note = 'é'.repeat(4_090);
    // What another test has left counts as well.
    await change({ unsafeMetadata: { theme: null, tour: null } });
    expect((await change({ firstName: 'x'.repeat(256), unsafeMetadata: { note } })).status).toBe(200);
    expect((await readGreeting()).user.firstName).toBe('x'.repeat(256));
    expect((await readMetadata()).unsafe_metadata).toMatchObject({ note });
    expect((await change({ firstName: 'Ada', unsafeMetadata: { note: null } })).status).toBe(200);
  });
});

describe('PATCH /v1/me when Clerk', () => {
  const running = useApi();

  it.each([
    ['refuses the change', { kind: 'status', status: 422 }, 400, 'invalid-request'],
    ['does not answer', { kind: 'cut' }, 503, 'clerk-unreachable'],
    ['asks to slow down', { kind: 'status', status: 429, retryAfter: 7 }, 429, 'clerk-rate-limited'],
    ['knows the user no more', { kind: 'status', status: 404 }, 401, 'user-not-found'],
  ] as const)('%s: says so, and asks again who the user is', async (_name, fault, status, code) => {
    const { api, clerk } = running();
    const token = await clerk.signToken();
    expect((await api.requestAs(token)).status).toBe(200);
    clerk.setFault((path) => (path.startsWith('/v1/users/') ? fault : undefined));
    const response = await api.requestAs(token, '/v1/me', json({ firstName: 'Augusta' }));
    expect(await readProblem(response)).toMatchObject({ status, code });
    clerk.setFault(undefined);
    clerk.requests.length = 0;
    expect((await api.requestAs(token)).status).toBe(200);
    expect(clerk.requests).toContain('GET /v1/users/user_ada');
  });
});
