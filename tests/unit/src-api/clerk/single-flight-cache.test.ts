import { describe, expect, it, vi } from 'vitest';
import { createSingleFlightCache } from '../../../../src-api/clerk/single-flight-cache.ts';

type Pending = { resolve: (value: { n: number }) => void; reject: (reason: Error) => void };

function createSource(usableMilliseconds = 5_000) {
  const source = { time: 0, loads: [] as string[], pending: [] as Pending[] };
  const cache = createSingleFlightCache<{ n: number }>({
    load: (key) => {
      source.loads.push(key);
      return new Promise((resolve, reject) => source.pending.push({ resolve, reject }));
    },
    freshMilliseconds: 5_000,
    usableMilliseconds,
    maxEntries: 2,
    now: () => source.time,
  });
  return Object.assign(source, { cache, answer: (n: number) => source.pending.shift()?.resolve({ n }) });
}

describe('createSingleFlightCache', () => {
  it('loads once for callers that come while it loads', async () => {
    const source = createSource();
    const answers = [source.cache.get('a'), source.cache.get('a'), source.cache.get('a')];
    source.answer(1);
    expect(await Promise.all(answers)).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
    expect(source.loads).toEqual(['a']);
  });

  it('counts the age of a value from the beginning of its load', async () => {
    const source = createSource();
    const first = source.cache.get('a');
    source.time = 2_000;
    source.answer(1);
    await first;
    source.time = 4_999;
    expect(await source.cache.get('a')).toEqual({ n: 1 });
    source.time = 5_000;
    const second = source.cache.get('a');
    source.answer(2);
    expect(await second).toEqual({ n: 2 });
  });

  it('keeps no failure', async () => {
    const source = createSource();
    const failed = source.cache.get('a');
    source.pending.shift()?.reject(new Error('down'));
    await expect(failed).rejects.toThrow('down');
    const second = source.cache.get('a');
    source.answer(2);
    expect(await second).toEqual({ n: 2 });
  });

  it('does not keep what was being loaded when the key was forgotten', async () => {
    const source = createSource();
    const early = source.cache.get('a');
    source.cache.forget('a');
    const late = source.cache.get('a');
    source.answer(1);
    source.answer(2);
    expect(await early).toEqual({ n: 1 });
    expect(await late).toEqual({ n: 2 });
    expect(await source.cache.get('a')).toEqual({ n: 2 });
    expect(source.loads).toHaveLength(2);
  });

  it('holds no more entries than it may', async () => {
    const source = createSource();
    for (const key of ['a', 'b', 'c']) {
      const value = source.cache.get(key);
      source.answer(0);
      await value;
    }
    const again = source.cache.get('a');
    source.answer(1);
    expect(await again).toEqual({ n: 1 });
  });

  it('answers a usable value at once and loads it again once, whoever asks meanwhile', async () => {
    const source = createSource(25_000);
    const first = source.cache.get('a');
    source.answer(1);
    await first;
    source.time = 5_000;
    expect(await source.cache.get('a')).toEqual({ n: 1 });
    expect(await source.cache.get('a')).toEqual({ n: 1 });
    expect(source.loads).toHaveLength(2);
    source.answer(2);
    await vi.waitFor(async () => expect(await source.cache.get('a')).toEqual({ n: 2 }));
    expect(source.loads).toHaveLength(2);
  });

  it('uses a usable value while loading fails, and no longer than it may', async () => {
    const source = createSource(25_000);
    const first = source.cache.get('a');
    source.answer(1);
    await first;
    for (const time of [5_000, 15_000, 24_999]) {
      source.time = time;
      expect(await source.cache.get('a')).toEqual({ n: 1 });
      source.pending.shift()?.reject(new Error('down'));
      await vi.waitFor(() => expect(source.pending).toHaveLength(0));
    }
    source.time = 25_000;
    const late = source.cache.get('a');
    source.pending.shift()?.reject(new Error('down'));
    await expect(late).rejects.toThrow('down');
  });
});
