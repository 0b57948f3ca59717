import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createSecret } from '../../../src-contracts/secret.ts';

describe('createSecret', () => {
  const secret = createSecret('sk_test_CANARY');

  it('reveals its value to the one who asks', () => {
    expect(secret.reveal()).toBe('sk_test_CANARY');
  });

  it('prints as [secret] everywhere else', () => {
    for (const text of [
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ secret }),
      format('%s %o', secret, secret),
    ]) {
      expect(text).toContain('[secret]');
      expect(text).not.toContain('CANARY');
    }
  });
});
