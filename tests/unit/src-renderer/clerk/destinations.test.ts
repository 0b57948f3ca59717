import { expect, it } from 'vitest';
import {
  isProviderCallback,
  readDestination,
  withoutCallbackParameters,
} from '../../../../src-renderer/clerk/destinations.ts';

it.each([
  ['frontdesk://app/#/sign-up', 'sign-up'],
  ['http://127.0.0.1:8069/app/#/sign-in?redirect_url=x', 'sign-in'],
  ['/', undefined],
  ['#/factor-one', undefined],
])('%s leads to %s', (to, destination) => {
  expect(readDestination(to)).toBe(destination);
});

it("knows a page that a provider's page led back to", () => {
  expect(isProviderCallback('#/sso-callback?sign_in_force_redirect_url=%2F')).toBe(true);
  expect(isProviderCallback('#/factor-one')).toBe(false);
  expect(isProviderCallback('')).toBe(false);
});

it('takes what works once out of the address, and nothing else', () => {
  expect(
    withoutCallbackParameters(
      'http://127.0.0.1:8069/app/?rotating_token_nonce=n&__clerk_modal_state=m&__clerk_status=failed&__clerk_error_code=c#/x',
    ),
  ).toBe('http://127.0.0.1:8069/app/?__clerk_modal_state=m#/x');
});
