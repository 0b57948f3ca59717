import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { leftOutOperations } from '../../../src-emulator/errors/left-out-operations.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { readError } from './harness.ts';

const reference = await readFile(new URL('../../../docs/reference/emulator.md', import.meta.url), 'utf8');
const [, emulated = '', missing = ''] = reference.split(/^## /m);

/** The requests that a table's first two columns name. */
const readRequests = (section: string): [method: string, path: string, api: string][] =>
  [...section.matchAll(/^\| `([A-Z, ]+) (\/\S+)`\s*\| (\w+)/gm)].flatMap(
    ([, methods = '', path = '', api = '']) =>
      methods.split(', ').map((method): [string, string, string] => [method, path, api]),
  );

const { emulator } = setUpEmulator({ shared: true });

/** A path that both APIs have is the Backend API's with a secret key only. */
const ask = (method: string, path: string, api: string) =>
  fetch(`${emulator.url}${path.replaceAll(/:\w+/g, 'any')}`, {
    method,
    redirect: 'manual',
    headers: api === 'Frontend' ? {} : { Authorization: `Bearer ${emulator.secretKey}` },
  });

describe('the reference of the emulator', () => {
  it('has both tables', () => {
    expect(readRequests(emulated).length).toBeGreaterThan(20);
    expect(readRequests(missing).length).toBeGreaterThan(0);
  });

  it('has a row for all that is left out, and no other', () => {
    const leftOut = leftOutOperations.flatMap(({ api, methods, path }) =>
      methods.map((method) => [method, path, api]),
    );
    const rows = [...missing.matchAll(/^\| `[^`]+` *\| \w+ *\| (.+?) *\|$/gm)].map(([, what]) => what);
    expect(readRequests(missing)).toStrictEqual(leftOut);
    expect(rows).toStrictEqual(leftOutOperations.map(({ what }) => what));
  });

  it.each(readRequests(emulated))('is right that %s %s is emulated', async (method, path, api) => {
    const { status } = await ask(method, path, api);
    expect(status).not.toBe(501);
    expect(status).toBeLessThan(500);
  });

  it.each(readRequests(missing))('is right that %s %s answers 501', async (method, path, api) => {
    expect(await readError(await ask(method, path, api))).toMatchObject({
      status: 501,
      code: 'not_implemented_in_emulator',
    });
  });
});
