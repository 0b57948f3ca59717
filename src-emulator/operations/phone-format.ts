/** What people put between the digits. */
const separators = /[\s().-]/g;
const internationalPattern = /^\+[1-9]\d{6,14}$/;
/** North America has ten digits, of which the first and the fourth are neither 0 nor 1. */
const northAmericanPattern = /^\+1[2-9]\d{2}[2-9]\d{6}$/;
/** Clerk's test numbers, which always get the same code: +1 (XXX) 555-0100 to 555-0199. */
const testPattern = /^\+1\d{3}55501\d{2}$/;

/** The number in E.164; `undefined` when it is none. */
export function normalisePhoneNumber(text: string): string | undefined {
  const number = text.replace(separators, '');
  if (!internationalPattern.test(number)) return undefined;
  return !number.startsWith('+1') || northAmericanPattern.test(number) ? number : undefined;
}

export const isTestPhoneNumber = (phoneNumber: string): boolean => testPattern.test(phoneNumber);
