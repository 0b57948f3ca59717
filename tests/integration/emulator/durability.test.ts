import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { type EmulatorReady, emulatorReadySchema } from '../../../src-contracts/ready-line.ts';
import { startServerForTest } from '../../support/server-for-test.ts';
import { endProcess } from '../../support/server-process.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

const rounds = 12;
const writers = 6;
const shortestRun = 30;
const longestRun = 250;
/** Thirteen processes are started one after the other. */
const timeLimit = 120_000;

const userSchema = z.object({ id: z.string(), first_name: z.string() });

/** What one user must look like: as last acknowledged, or as a change that was on its way when the process died. */
type Expectation = { firstName: string | undefined; underWay: string | undefined };

const call = (ready: EmulatorReady, method: string, path: string, body?: object) =>
  fetch(`${ready.url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${ready.secretKey}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

/** Creates a user, then renames it again and again, until the emulator is gone. */
async function write(ready: EmulatorReady, expected: Map<string, Expectation>, isOver: () => boolean) {
  const unlessGone = async (request: Promise<Response>) => {
    const response = await request.catch(() => undefined);
    const body: unknown = await response?.json().catch(() => undefined);
    if (response && body !== undefined && response.status !== 200)
      throw new Error(`answered ${response.status}: ${JSON.stringify(body)}`);
    return body === undefined ? undefined : userSchema.parse(body);
  };
  const made = await unlessGone(
    call(ready, 'POST', '/users', {
      email_address: [`${randomUUID()}@example.com`],
      first_name: 'name-0',
      skip_password_requirement: true,
    }),
  );
  if (!made) return;
  const expectation: Expectation = { firstName: 'name-0', underWay: undefined };
  expected.set(made.id, expectation);
  for (let change = 1; !isOver(); change += 1) {
    expectation.underWay = `name-${change}`;
    if (!(await unlessGone(call(ready, 'PATCH', `/users/${made.id}`, { first_name: `name-${change}` }))))
      return;
    expectation.firstName = `name-${change}`;
    expectation.underWay = undefined;
  }
}

it(
  'nothing acknowledged is lost when the emulator is killed in the middle of writes, again and again',
  async () => {
    const folder = await makeTemporaryFolder();
    const flags = ['--port', '0', '--quiet', '--data', folder];
    const start = () => startServerForTest('emulator', flags, emulatorReadySchema);
    const expected = new Map<string, Expectation>();
    for (let round = 0; round < rounds; round += 1) {
      const { ready, child } = await start();
      let isOver = false;
      const writing = Array.from({ length: writers }, () => write(ready, expected, () => isOver));
      const pause = shortestRun + ((longestRun - shortestRun) * round) / rounds;
      await new Promise((resolve) => setTimeout(resolve, pause));
      await endProcess(child, 'SIGKILL');
      isOver = true;
      await Promise.all(writing);
    }

    const { ready } = await start();
    const wrong: unknown[] = [];
    for (const [id, { firstName, underWay }] of expected) {
      const response = await call(ready, 'GET', `/users/${id}`);
      const found = response.ok
        ? userSchema.parse(await response.json()).first_name
        : `status ${response.status}`;
      if (found !== firstName && found !== underWay) wrong.push({ id, firstName, underWay, found });
    }
    expect(expected.size).toBeGreaterThan(rounds);
    expect(wrong).toEqual([]);
    expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toEqual([]);
  },
  timeLimit,
);
