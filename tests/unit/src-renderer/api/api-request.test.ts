import { describe, expect, expectTypeOf, it } from 'vitest';
import { type AnswerOf, type InputOf, requestOf } from '../../../../src-renderer/api/api-request.ts';

describe('the request of an operation', () => {
  it('puts path parameters into the path, whatever they hold', () => {
    expect(requestOf('DELETE /v1/sessions/{id}', { path: { id: 'a/../b?c' } })).toEqual({
      method: 'DELETE',
      target: '/v1/sessions/a%2F..%2Fb%3Fc',
    });
  });

  it('puts the rest into query and body', () => {
    expect(requestOf('GET /v1/organizations', { query: { limit: 5 } })).toEqual({
      method: 'GET',
      target: '/v1/organizations?limit=5',
    });
    expect(requestOf('GET /v1/organizations', {}).target).toBe('/v1/organizations');
    expect(requestOf('GET /protected', { query: { session_id: 'a&b' } }).target).toBe(
      '/protected?session_id=a%26b',
    );
    expect(requestOf('PATCH /v1/me', { body: { firstName: null } })).toEqual({
      method: 'PATCH',
      target: '/v1/me',
      body: '{"firstName":null}',
    });
  });

  it('has the types of the OpenAPI document', () => {
    expectTypeOf<InputOf<'DELETE /v1/sessions/{id}'>>().toEqualTypeOf<{ path: { id: string } }>();
    expectTypeOf<AnswerOf<'DELETE /v1/sessions/{id}'>>().toEqualTypeOf<undefined>();
    expectTypeOf<AnswerOf<'POST /v1/sessions/revoke-others'>>().toEqualTypeOf<{ revoked: number }>();
  });
});
