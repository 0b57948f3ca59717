import { describe, expect, it } from 'vitest';
import { describeOperations, typeOf } from '../../../tools/client-types.ts';

describe('the type of a JSON schema', () => {
  it.each([
    [{ type: 'string', format: 'date-time' }, 'string'],
    [{ type: 'integer', minimum: 0 }, 'number'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ const: 'ok' }, '"ok"'],
    [{ type: 'string', enum: ['a', 'b'] }, '"a" | "b"'],
    [{ anyOf: [{ type: 'boolean' }, { type: 'null' }] }, 'boolean | null'],
    [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, '(string | null)[]'],
    [{}, 'unknown'],
    [{ type: 'object', additionalProperties: {} }, 'Record<string, unknown>'],
    [{ type: 'object', properties: {}, additionalProperties: false }, 'Record<never, never>'],
    [
      {
        type: 'object',
        properties: { id: { type: 'string' }, 'not-a-name': { type: 'null' } },
        required: ['id'],
      },
      '{ id: string; "not-a-name"?: null }',
    ],
  ])('of %o is %s', (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });

  it.each([{ allOf: [] }, { type: 'tuple' }, { $ref: '#/components/schemas/Problem' }])(
    'is an error for %o, which our document does not have',
    (schema) => {
      expect(() => typeOf(schema)).toThrow('is not known here');
    },
  );
});

describe('the operations of a document', () => {
  const operation = { security: [{ sessionToken: [] }], parameters: [], responses: { 204: {} } };

  it('are those of callers with a session or without anything, not those of machines', () => {
    const text = describeOperations({
      paths: {
        '/own': { get: operation },
        '/open': { get: { ...operation, security: [] } },
        '/metrics': { get: { ...operation, security: [{ metricsToken: [] }] } },
      },
    });
    expect([...text.matchAll(/'(\w+ \/\w+)'/g)].map(([, name]) => name)).toEqual(['GET /own', 'GET /open']);
  });

  it('name what goes into path, query and body, and what comes back', () => {
    const parameter = (name: string, place: string, required: boolean) => ({
      ...{ name, in: place, required },
      schema: { type: place === 'query' ? 'integer' : 'string' },
    });
    const content = { 'application/json': { schema: { type: 'object', additionalProperties: {} } } };
    const text = describeOperations({
      paths: {
        '/things/{id}': {
          patch: {
            security: [],
            parameters: [parameter('id', 'path', true), parameter('limit', 'query', false)],
            requestBody: { content },
            responses: { 200: { content } },
          },
        },
      },
    });
    for (const line of [
      "'PATCH /things/{id}': {",
      'path: { id: string };',
      'query?: { limit?: number };',
      'body: Record<string, unknown>;',
      'answer: Record<string, unknown>;',
    ])
      expect(text).toContain(line);
  });
});
