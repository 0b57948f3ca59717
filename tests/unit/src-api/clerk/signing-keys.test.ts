import { describe, expect, it } from 'vitest';
import { createFixedSigningKey, createRemoteSigningKeys } from '../../../../src-api/clerk/signing-keys.ts';
import { ProblemError } from '../../../../src-api/errors/problem-error.ts';
import { rejectedProblemCode } from '../support/problem-code.ts';

const seconds = 1_000;
const minutes = 60 * seconds;

function createSource() {
  const source = { time: 0, fetches: 0, isDown: false, keys: new Map([['ins_1', 'PEM 1']]) };
  const fetchKeySet = async () => {
    source.fetches += 1;
    if (source.isDown) throw new ProblemError('clerk-unreachable');
    return new Map(source.keys);
  };
  return Object.assign(source, { signingKeys: createRemoteSigningKeys(fetchKeySet, () => source.time) });
}

describe('createRemoteSigningKeys', () => {
  it('fetches once for 200 callers at the same time, and not again for 5 minutes', async () => {
    const source = createSource();
    await Promise.all(Array.from({ length: 200 }, () => source.signingKeys.find('ins_1')));
    source.time = 5 * minutes - 1;
    expect(await source.signingKeys.find('ins_1')).toBe('PEM 1');
    expect(source.fetches).toBe(1);
  });

  it('stops using a removed key once the set is 5 minutes old', async () => {
    const source = createSource();
    await source.signingKeys.find('ins_1');
    source.keys = new Map([['ins_2', 'PEM 2']]);
    source.time = 5 * minutes;
    expect(await rejectedProblemCode(source.signingKeys.find('ins_1'))).toBe('token-key-unknown');
    expect(await source.signingKeys.find('ins_2')).toBe('PEM 2');
  });

  it('fetches at most once per 10 seconds for unknown key ids', async () => {
    const source = createSource();
    await source.signingKeys.find('ins_1');
    for (const id of ['a', 'b', 'c'])
      expect(await rejectedProblemCode(source.signingKeys.find(id))).toBe('token-key-unknown');
    expect(source.fetches).toBe(1);
    source.time = 10 * seconds;
    await Promise.all(['d', 'e', 'f'].map((id) => rejectedProblemCode(source.signingKeys.find(id))));
    expect(source.fetches).toBe(2);
  });

  it('finds a new key after 10 seconds', async () => {
    const source = createSource();
    await source.signingKeys.find('ins_1');
    source.keys.set('ins_2', 'PEM 2');
    source.time = 10 * seconds;
    expect(await source.signingKeys.find('ins_2')).toBe('PEM 2');
  });

  it('goes on with known keys for an hour while the source is down, asking once a second', async () => {
    const source = createSource();
    await source.signingKeys.find('ins_1');
    source.isDown = true;
    source.time = 59 * minutes;
    expect(await source.signingKeys.find('ins_1')).toBe('PEM 1');
    expect(await source.signingKeys.find('ins_1')).toBe('PEM 1');
    expect(source.fetches).toBe(2);
    source.time += 1 * seconds;
    expect(await source.signingKeys.find('ins_1')).toBe('PEM 1');
    expect(source.fetches).toBe(3);
    source.time = 60 * minutes;
    expect(await rejectedProblemCode(source.signingKeys.find('ins_1'))).toBe('clerk-unreachable');
  });

  it('does not call a key unknown while the source is down', async () => {
    const source = createSource();
    await source.signingKeys.find('ins_1');
    source.isDown = true;
    source.time = 10 * seconds;
    expect(await rejectedProblemCode(source.signingKeys.find('ins_2'))).toBe('clerk-unreachable');
  });

  it('passes nothing before the first set has come, and recovers within a second', async () => {
    const source = createSource();
    source.isDown = true;
    expect(await rejectedProblemCode(source.signingKeys.find('ins_1'))).toBe('clerk-unreachable');
    expect(await rejectedProblemCode(source.signingKeys.check())).toBe('clerk-unreachable');
    source.isDown = false;
    source.time = 1 * seconds;
    expect(await source.signingKeys.find('ins_1')).toBe('PEM 1');
    expect(await rejectedProblemCode(source.signingKeys.check())).toBeUndefined();
  });

  it('asks for the set again on request, at most once per 10 seconds', async () => {
    const source = createSource();
    await source.signingKeys.find('ins_1');
    source.keys.set('ins_1', 'PEM new');
    await source.signingKeys.refresh();
    expect(await source.signingKeys.find('ins_1')).toBe('PEM 1');
    source.time = 10 * seconds;
    await source.signingKeys.refresh();
    expect(await source.signingKeys.find('ins_1')).toBe('PEM new');
  });
});

describe('createFixedSigningKey', () => {
  it('is the key of every token', async () => {
    const keys = createFixedSigningKey('PEM');
    expect(await keys.find('anything')).toBe('PEM');
    expect(await rejectedProblemCode(keys.check())).toBeUndefined();
  });
});
