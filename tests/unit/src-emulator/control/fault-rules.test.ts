import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createFaults,
  type FaultRule,
  faultRuleSchema,
} from '../../../../src-emulator/control/fault-rules.ts';

const target = { api: 'frontend', method: 'POST', path: '/v1/client/sign_ins' } as const;

function strikes(rule: Record<string, unknown>, request: Partial<typeof target> | object = {}): boolean {
  const faults = createFaults(() => 0);
  faults.set([faultRuleSchema.parse({ kind: 'drop', ...rule })]);
  return faults.strike({ ...target, ...request }).length > 0;
}

describe('a rule', () => {
  it.each([
    [{}, true],
    [{ api: 'frontend' }, true],
    [{ api: 'backend' }, false],
    [{ method: 'POST' }, true],
    [{ method: 'GET' }, false],
    [{ path: '/v1/client/sign_ins' }, true],
    [{ path: '/v1/client' }, false],
    [{ path: '/v1/client*' }, true],
    [{ path: '*' }, true],
    [{ path: '*sign_ins' }, true],
    [{ path: '/v1/*/sign_ins' }, true],
    [{ path: '/v1/*/sign_ups' }, false],
    [{ path: '/v1/client/sign_ins*sign_ins' }, false],
    [{ path: '/V1/client*' }, false],
    [{ api: 'frontend', method: 'POST', path: '*.json' }, false],
  ])('%j strikes a sign-in: %s', (rule, expected) => {
    expect(strikes(rule)).toBe(expected);
  });

  it('matches paths as the regular expression of its pattern would', () => {
    const text = fc.string({ unit: fc.constantFrom('/', 'a', 'b', '*', '.'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (pattern, path) => {
        const source = pattern
          .split('*')
          .map((piece) => piece.replaceAll('.', '\\.'))
          .join('.*');
        expect(strikes({ path: `/${pattern}` }, { path: `/${path}` })).toBe(
          new RegExp(`^/${source}$`).test(`/${path}`),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('rules together', () => {
  const drop: FaultRule = { kind: 'drop', rate: 1 };
  const slow: FaultRule = { kind: 'latency', milliseconds: 5, rate: 1 };

  it('delay first, and end with the first that ends the request', () => {
    const faults = createFaults(() => 0);
    faults.set([slow, drop, slow, { kind: 'hang', rate: 1 }]);
    expect(faults.strike(target)).toStrictEqual([slow, drop]);
    expect(faults.list().map(({ struck }) => struck)).toStrictEqual([1, 1, 0, 0]);
  });

  it('are spent after their times', () => {
    const faults = createFaults(() => 0);
    faults.set([{ ...drop, times: 2 }]);
    expect([1, 2, 3].map(() => faults.strike(target).length)).toStrictEqual([1, 1, 0]);
  });

  it('strike at their rate', () => {
    let random = 0;
    const faults = createFaults(() => random);
    faults.set([{ ...drop, rate: 0.25 }]);
    const results = [0, 0.24, 0.25, 0.99].map((value) => {
      random = value;
      return faults.strike(target).length;
    });
    expect(results).toStrictEqual([1, 1, 0, 0]);
    faults.set([{ ...drop, rate: 0 }]);
    random = 0;
    expect(faults.strike(target)).toStrictEqual([]);
  });
});
