import type { ApiError } from '../errors/api-error.ts';
import { notImplemented } from '../errors/catalogue.ts';
import { parameterValueInvalid } from '../errors/parameter-errors.ts';

/** Strategies that Clerk knows and this emulator does not offer. */
const otherStrategies = ['saml', 'enterprise_sso', 'google_one_tap'];
const otherFamilies = /^(oauth_.+|web3_.+_signature)$/;

/** What to throw for a strategy that is not offered: 501 when Clerk has it, 422 when nobody does. */
export const unsupportedStrategy = (strategy: string): ApiError =>
  otherStrategies.includes(strategy) || otherFamilies.test(strategy)
    ? notImplemented(`The strategy ${strategy}`)
    : parameterValueInvalid('strategy', 'does not match one of the allowed values.');
