import { expect, it } from 'vitest';
import { readDestination } from '../../../../src-renderer/clerk/destinations.ts';

it.each([
  ['frontdesk://app/#/sign-up', 'sign-up'],
  ['http://127.0.0.1:8069/app/#/sign-in?redirect_url=x', 'sign-in'],
  ['/', undefined],
  ['#/factor-one', undefined],
])('%s leads to %s', (to, destination) => {
  expect(readDestination(to)).toBe(destination);
});
