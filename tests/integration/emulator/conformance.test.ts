import { describe, expect, it } from 'vitest';
import { leftOutOperations } from '../../../src-emulator/errors/left-out-operations.ts';
import { createCheckedFetch } from '../../support/clerk-api/checked-fetch.ts';
import { operations } from '../../support/clerk-api/operations.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { readError } from './harness.ts';

const { emulator } = setUpEmulator({ shared: true });

describe("Clerk's operations", () => {
  it('are those of both descriptions', () => {
    const count = (name: string) => operations.filter(({ api }) => api === name).length;
    expect([count('Frontend'), count('Backend')]).toStrictEqual([195, 216]);
  });

  it.each(operations.map(({ api, method, path }): [string, string, string] => [api, method, path]))(
    'of the %s API: %s %s is answered as described, or left out aloud',
    async (api, method, path) => {
      const response = await fetch(`${emulator.url}${path.replaceAll(/:\w+/g, 'none')}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(api === 'Backend' ? { Authorization: `Bearer ${emulator.secretKey}` } : {}),
        },
      });
      const isListed = leftOutOperations.some(
        (leftOut) => leftOut.api === api && leftOut.methods.includes(method) && leftOut.path === path,
      );
      expect(response.status).not.toBe(500);
      expect(response.status === 501).toBe(isListed);
      expect(await response.text()).not.toContain('The URL was not found');
    },
  );
});

describe("what is no operation of Clerk's", () => {
  it.each([
    ['GET', '/v1/invented', false],
    ['GET', '/v1/users/none/invented', true],
    ['PUT', '/v1/users/count', true],
    ['POST', '/v1/environment', false],
    ['GET', '/v1/api_keys/none/invented', true],
    ['PUT', '/v1/me/billing/subscription', false],
    ['GET', '/invented', false],
  ])('answers 404 in its shape: %s %s', async (method, path, hasKey) => {
    const response = await fetch(`${emulator.url}${path}`, {
      method,
      headers: hasKey ? { Authorization: `Bearer ${emulator.secretKey}` } : {},
    });
    expect(await readError(response)).toMatchObject({ status: 404, code: 'resource_not_found' });
  });

  it('is not among what is left out', () => {
    const described = new Set(operations.map(({ api, method, path }) => `${api} ${method} ${path}`));
    const listed = leftOutOperations.flatMap(({ api, methods, path }) =>
      methods.map((method) => `${api} ${method} ${path}`),
    );
    expect(listed.filter((name) => !described.has(name))).toStrictEqual([]);
  });
});

describe('the check of answers', () => {
  const ask = async (answer: Response, path = '/v1/jwks') => {
    const reports: string[] = [];
    const checked = createCheckedFetch(
      async () => answer,
      new Set(['http://127.0.0.1:1']),
      (report) => reports.push(report),
    );
    await checked(`http://127.0.0.1:1${path}`, { headers: { Authorization: 'Bearer sk_test_x' } });
    return reports.join('\n');
  };
  const count = { object: 'total_count', total_count: 3 };

  it('lets a described answer pass', async () => {
    expect(await ask(Response.json(count), '/v1/users/count')).toBe('');
  });

  it.each<[string, Response, string]>([
    ['a field too many', Response.json({ ...count, more: 1 }), 'Unrecognized key: "more"'],
    ['a missing field', Response.json({ object: 'total_count' }), 'at total_count'],
    ['a wrong type', Response.json({ ...count, total_count: '3' }), 'expected number, received string'],
    ['an undescribed status', Response.json(count, { status: 201 }), 'status 201, of 200, 422'],
    [
      'another content type',
      new Response(JSON.stringify(count), { headers: { 'Content-Type': 'text/plain' } }),
      'content type text/plain',
    ],
    ['an error of another shape', Response.json({ error: 'no' }, { status: 404 }), 'at errors'],
  ])('refuses %s', async (_what, answer, difference) => {
    expect(await ask(answer, '/v1/users/count')).toContain(difference);
  });

  it('refuses a success of what is no operation of Clerk', async () => {
    expect(await ask(Response.json({}), '/v1/invented')).toContain('no operation of Clerk');
  });
});
