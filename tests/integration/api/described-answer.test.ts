import { describe, expect, it } from 'vitest';
import { expectDescribed } from './support/described-answer.ts';

const answer = (body: unknown, status = 200, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } });

describe('the comparison of answers with the OpenAPI document', () => {
  it('accepts what is described', async () => {
    await expectDescribed('GET', '/healthz', answer({ status: 'ok' }));
    await expectDescribed('DELETE', '/v1/sessions/sess_1', new Response(null, { status: 204 }));
  });

  it.each([
    ['a field that is not described', 'GET', '/healthz', answer({ status: 'ok', uptime: 1 })],
    ['a field of another value', 'GET', '/healthz', answer({ status: 'fine' })],
    ['a status that is not described', 'GET', '/healthz', answer({ status: 'ok' }, 201)],
    ['another media type', 'GET', '/healthz', answer({ status: 'ok' }, 200, 'text/html')],
    ['success with a body where none is described', 'DELETE', '/v1/sessions/sess_1', answer({})],
    ['success on an unknown path', 'GET', '/no-such-route', answer({})],
    ['a refusal that is no problem', 'GET', '/no-such-route', answer({ error: 'no' }, 404)],
  ])('refuses %s', async (_name, method, path, response) => {
    await expect(expectDescribed(method, path, response)).rejects.toThrow(`${method} ${path} answered`);
  });
});
