import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../../package.json' with { type: 'json' };
import { createOpenApiDocument } from '../../../../src-api/routes/open-api.ts';
import { routeTable } from '../../../../src-api/routes/route-table.ts';

const generated: unknown = JSON.parse(JSON.stringify(createOpenApiDocument(routeTable, packageJson.version)));

describe('the OpenAPI document', () => {
  it('is the checked-in one; npm run generate writes it after a change', () => {
    const file = new URL('../../../../docs/reference/openapi.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(generated);
  });

  it('describes each route of the table once', () => {
    const { paths } = createOpenApiDocument(routeTable, '1.0.0');
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect(described).toEqual(
      routeTable.map(({ method, path }) => `${method} ${path.replace(':id', '{id}')}`),
    );
  });

  it('asks for a session token exactly where the table does', () => {
    const { paths } = createOpenApiDocument(routeTable, '1.0.0');
    const expected = {
      public: [],
      metrics: [{ metricsToken: [] }],
      webhook: [{ webhookSignature: [] }],
      session: [{ sessionToken: [] }],
      'admin:users': [{ sessionToken: ['admin:users'] }],
    };
    for (const { method, path, permission } of routeTable) {
      const operation = paths[path.replace(':id', '{id}')]?.[method];
      expect(operation?.security).toEqual(expected[permission]);
    }
  });

  it('describes parameters', () => {
    const { paths } = createOpenApiDocument(routeTable, '1.0.0');
    expect(paths['/protected']?.get?.parameters).toMatchObject([
      { name: 'session_id', in: 'query', required: false },
    ]);
    expect(paths['/v1/sessions/{id}']?.delete?.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true },
    ]);
  });
});
