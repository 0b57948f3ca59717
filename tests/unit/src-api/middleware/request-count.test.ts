import { describe, expect, it } from 'vitest';
import { createRequestCount } from '../../../../src-api/middleware/request-count.ts';

describe('createRequestCount', () => {
  it('counts each key in windows of its own', () => {
    const clock = { time: 1_000 };
    const count = createRequestCount(60_000, () => clock.time);
    expect(count.increment('a')).toMatchObject({ totalHits: 1, resetTime: new Date(61_000) });
    clock.time = 31_000;
    expect(count.increment('a')).toMatchObject({ totalHits: 2, resetTime: new Date(61_000) });
    expect(count.increment('b')).toMatchObject({ totalHits: 1, resetTime: new Date(91_000) });
    clock.time = 61_000;
    expect(count.increment('a')).toMatchObject({ totalHits: 1, resetTime: new Date(121_000) });
    expect(count.get('b')).toMatchObject({ totalHits: 1 });
  });

  it('holds 10,000 keys and forgets those it has not seen for longest', () => {
    const count = createRequestCount(60_000, () => 0);
    for (let index = 0; index <= 10_000; index += 1) count.increment(`key-${index}`);
    expect(count.get('key-0')).toBeUndefined();
    expect(count.get('key-1')).toMatchObject({ totalHits: 1 });
  });
});
