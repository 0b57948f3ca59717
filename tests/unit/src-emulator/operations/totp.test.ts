import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { acceptTotpCode } from '../../../../src-emulator/operations/totp.ts';

/** RFC 6238, appendix B: the secret of its SHA-1 vectors, in base32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const createTotp = () => ({
  id: 'totp_1',
  secret,
  verified: true,
  lastUsedStep: null,
  createdAt: 0,
  updatedAt: 0,
});

describe('a code of an authenticator application', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
  ])('is at %d s what RFC 6238 says: %s', (seconds, code) => {
    expect(acceptTotpCode(createTotp(), code, seconds * 1000)).toBe(true);
  });

  it('is void once it, or a later one, was accepted', () => {
    const totp = createTotp();
    const now = 1_800_000_000_000;
    const read = (offset: number) => new TOTP({ secret }).generate({ timestamp: now + offset });
    expect(acceptTotpCode(totp, read(30_000), now)).toBe(true);
    expect(acceptTotpCode(totp, read(30_000), now)).toBe(false);
    expect(acceptTotpCode(totp, read(0), now)).toBe(false);
    expect(acceptTotpCode(totp, read(60_000), now + 30_000)).toBe(true);
  });

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])('is not %j', (code) => {
    expect(acceptTotpCode(createTotp(), code, 59_000)).toBe(false);
  });
});
