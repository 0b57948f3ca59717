import { expect, it } from 'vitest';
import { verifyReserved } from '../../../../src-emulator/operations/reserved-identifiers.ts';
import { createVerifiedPhone } from '../../../../src-emulator/state/seed.ts';
import { createContext, startOfTime } from '../fixtures.ts';

const answer = (sentTo: string) => ({
  strategy: 'phone_code' as const,
  status: 'verified' as const,
  attempts: 1,
  expireAt: null,
  code: null,
  sentTo,
});

it('only the number that the code went to is verified', async () => {
  const { ada } = await createContext();
  ada.phoneNumbers = ['+12025550143', '+12025550144'].map((number) => ({
    ...createVerifiedPhone(number, 'admin', startOfTime),
    verification: null,
    reserved: true,
  }));
  verifyReserved(ada, answer('+12025550144'), startOfTime + 1);
  expect(ada.phoneNumbers).toMatchObject([
    { reserved: true, verification: null },
    {
      reserved: false,
      verification: { status: 'verified', strategy: 'phone_code' },
      updatedAt: startOfTime + 1,
    },
  ]);
});

it('what is verified already stays as it is', async () => {
  const { ada } = await createContext();
  const before = structuredClone(ada);
  verifyReserved(ada, answer('ada@example.com'), startOfTime + 1);
  expect(ada).toStrictEqual(before);
});
