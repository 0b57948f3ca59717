import { describe, expect, it } from 'vitest';
import { sendCode, tryCode } from '../../../../src-emulator/operations/verification.ts';
import { codeThrownBy, createContext, startOfTime } from '../fixtures.ts';

const tenMinutes = 10 * 60_000;
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('sendCode', () => {
  it('puts six random digits into the outbox and waits for them', async () => {
    const { context } = await createContext();
    const codes = Array.from({ length: 50 }, () => sendCode(context, 'ada@example.com', 'sign_in').code);
    expect(codes.every((code) => /^\d{6}$/.test(code ?? ''))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(45);
    const [message] = context.store.listMessages('ada@example.com');
    expect(message).toMatchObject({ code: codes.at(-1), purpose: 'sign_in', sentAt: startOfTime });
    expect(message?.body).toContain(message?.code);
  });

  it.each([
    ['jane+clerk_test@example.com', true],
    ['jane+clerk_test42@example.com', true],
    ['jane@clerk_test.example.com', false],
    ['jane.clerk_test@example.com', false],
    ['jane@example.com+clerk_test', false],
  ])('gives %s the fixed test code: %s', async (address, isTest) => {
    const { context } = await createContext();
    const codes = new Set(Array.from({ length: 5 }, () => sendCode(context, address, 'sign_up').code));
    expect(codes.size === 1 && codes.has('424242')).toBe(isTest);
  });
});

describe('tryCode', () => {
  async function waitForCode() {
    const { context } = await createContext();
    const verification = sendCode(context, 'ada@example.com', 'sign_in');
    return { verification, code: verification.code ?? '' };
  }

  it('accepts the code once and forgets it', async () => {
    const { verification, code } = await waitForCode();
    expect(tryCode(verification, code, startOfTime)).toBe(true);
    expect(verification).toMatchObject({ status: 'verified', code: null });
    expect(await codeThrownBy(() => tryCode(verification, code, startOfTime))).toBe(
      'verification_already_verified',
    );
  });

  it('fails for good after the third wrong try', async () => {
    const { verification, code } = await waitForCode();
    for (const attempts of [1, 2, 3]) {
      expect(tryCode(verification, wrong(code), startOfTime)).toBe(false);
      expect(verification.attempts).toBe(attempts);
    }
    expect(verification.status).toBe('failed');
    expect(await codeThrownBy(() => tryCode(verification, code, startOfTime))).toBe('verification_failed');
  });

  it.each([
    [tenMinutes - 1, undefined],
    [tenMinutes, 'verification_expired'],
  ])('after %i ms throws %s', async (elapsed, code) => {
    const waiting = await waitForCode();
    expect(await codeThrownBy(() => tryCode(waiting.verification, waiting.code, startOfTime + elapsed))).toBe(
      code,
    );
  });

  it('has nothing to try when no code was sent', async () => {
    expect(await codeThrownBy(() => tryCode(null, '123456', startOfTime))).toBe('verification_missing');
  });

  it.each(['', '1', '1234567', 'abcdef', '１２３４５６'])('takes %j for a wrong code', async (given) => {
    const { verification } = await waitForCode();
    expect(tryCode(verification, given, startOfTime)).toBe(false);
  });
});
