import { describe, expect, it } from 'vitest';
import { readProblemCode } from '../integration/api/support/api-under-test.ts';
import { useApi } from '../integration/api/support/use-api.ts';

describe('S08: state-changing routes accept only application/json', () => {
  const running = useApi();
  const remove = async (body: string | FormData, headers: Record<string, string> = {}) => {
    const { api, clerk } = running();
    return api.requestAs(await clerk.signToken(), '/v1/sessions/sess_none', {
      method: 'DELETE',
      body,
      headers,
    });
  };

  it.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'text/plain;application/json',
    'application/jsonp',
    'application/problem+json',
    'text/json',
    '',
  ])('refuses %j', async (type) => {
    const response = await remove('{}', { 'Content-Type': type });
    expect([response.status, await readProblemCode(response)]).toEqual([415, 'unsupported-media-type']);
  });

  it('refuses a multipart form', async () => {
    const form = new FormData();
    form.set('id', 'sess_ada');
    expect((await remove(form)).status).toBe(415);
  });

  it('refuses a compressed body', async () => {
    const response = await remove('{}', { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
    expect(response.status).toBe(415);
  });

  it('takes JSON, and no body at all', async () => {
    const { api, clerk } = running();
    expect(await readProblemCode(await remove('{}', { 'Content-Type': 'application/json' }))).toBe(
      'session-not-found',
    );
    const bare = await api.requestAs(await clerk.signToken(), '/v1/sessions/sess_none', { method: 'DELETE' });
    expect(await readProblemCode(bare)).toBe('session-not-found');
  });

  it('does not change anything when it refuses', async () => {
    const { api, clerk } = running();
    await api.requestAs(await clerk.signToken(), '/v1/sessions/sess_ada', {
      method: 'DELETE',
      body: 'x=1',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    expect(clerk.sessions.get('sess_ada')?.status).toBe('active');
  });
});
