import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { State } from '../../../../src-emulator/state/records.ts';
import { openStateFile } from '../../../../src-emulator/state/state-file.ts';
import { createState, startOfTime } from '../fixtures.ts';

let folder: string;
let warnings: string[];
let state: State;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-state-'));
  warnings = [];
  state = await createState();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (path = folder) =>
  openStateFile(path, { clock: () => startOfTime, warn: (line) => warnings.push(line) });

describe('load', () => {
  it('gives back what was saved', async () => {
    const file = await open();
    await file.save(() => state);
    expect(await (await open()).load()).toStrictEqual(state);
    expect(warnings).toStrictEqual([]);
  });

  it('gives nothing in a new folder, which it makes', async () => {
    const file = await open(join(folder, 'new', 'deep'));
    expect(await file.load()).toBeUndefined();
    expect(warnings).toStrictEqual([]);
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, 100)],
    ['of a later version', (text: string) => text.replace('"version":1', '"version":2')],
    ['of another program', () => '{"users":"many"}'],
    ['missing a field', (text: string) => text.replace('"messages":[]', '"mail":[]')],
  ])('sets a file aside that is %s, and says where', async (_, damage) => {
    const file = await open();
    await file.save(() => state);
    const path = join(folder, 'emulator-state.json');
    const damaged = damage(await readFile(path, 'utf8'));
    await writeFile(path, damaged);
    expect(await file.load()).toBeUndefined();
    const aside = 'emulator-state.json.damaged-2026-01-15T12-00-00-000Z';
    expect(await readdir(folder)).toStrictEqual([aside]);
    expect(await readFile(join(folder, aside), 'utf8')).toBe(damaged);
    expect(warnings).toStrictEqual([expect.stringContaining(aside)]);
  });
});

describe('save', () => {
  it('leaves no temporary file behind', async () => {
    const file = await open();
    await Promise.all([file.save(() => state), file.save(() => state), file.save(() => state)]);
    expect(await readdir(folder)).toStrictEqual(['emulator-state.json']);
  });

  it('shares one write among all that come during another, and none of them is answered too early', async () => {
    const file = await open();
    let exports = 0;
    const saveWith = async (version: number) => {
      await file.save(() => {
        exports += 1;
        return { ...state, signingKey: { ...state.signingKey, kid: `kid-${exports}` } };
      });
      const saved = await (await open()).load();
      return { version, kid: saved?.signingKey.kid };
    };
    const results = await Promise.all([1, 2, 3, 4, 5].map(saveWith));
    expect(exports).toBe(2);
    expect(results.slice(1).every(({ kid }) => kid === 'kid-2')).toBe(true);
  });

  it('reports a failure to everybody who waited for it, and tries again next time', async () => {
    const file = await open();
    const broken = () => {
      throw new Error('cannot export');
    };
    await expect(file.save(broken)).rejects.toThrow('cannot export');
    const [first, second] = await Promise.allSettled([file.save(broken), file.save(() => state)]);
    expect(first.status).toBe('rejected');
    expect(second.status).toBe('fulfilled');
    expect(await file.load()).toStrictEqual(state);
  });
});

it('refuses a place that cannot be a folder', async () => {
  const path = join(folder, 'file');
  await writeFile(path, '');
  await expect(open(join(path, 'inside'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});
