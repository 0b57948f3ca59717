import { expect, it } from 'vitest';
import { setUpEmulator } from './emulator-fixture.ts';
import { readError } from './harness.ts';

const { emulator } = setUpEmulator({ shared: true });

const ask = (name: string, changes?: object) =>
  fetch(`${emulator.url}/v1/instance/${name}`, {
    method: changes ? 'PATCH' : 'GET',
    headers: { Authorization: `Bearer ${emulator.secretKey}`, 'Content-Type': 'application/json' },
    ...(changes ? { body: JSON.stringify(changes) } : {}),
  });

it.each([
  ['protect', { rules_enabled: false }, { rules_enabled: true }],
  ['communication', { blocked_country_codes: [] }, { blocked_country_codes: ['AQ'] }],
])('the settings of %s can be read, and set to what they are only', async (name, same, other) => {
  expect(await (await ask(name)).json()).toMatchObject(same);
  expect(await (await ask(name, same)).json()).toMatchObject(same);
  expect(await readError(await ask(name, other))).toMatchObject({
    status: 422,
    parameter: Object.keys(other)[0],
  });
  expect(await readError(await ask(name, { invented: true }))).toMatchObject({
    status: 422,
    code: 'form_param_unknown',
  });
});
