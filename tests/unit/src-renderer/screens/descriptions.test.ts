import { describe, expect, it } from 'vitest';
import { messagesSince } from '../../../../src-renderer/screens/arriving-codes.ts';
import { emailOf, nameOf } from '../../../../src-renderer/screens/key-card.ts';
import { describeEnded } from '../../../../src-renderer/screens/session-list.ts';
import { describeDevice, describePlace } from '../../../../src-renderer/screens/session-row.ts';
import {
  describeRefreshes,
  describeRemaining,
  lifeLeft,
} from '../../../../src-renderer/screens/token-gauge.ts';
import { describeNextTry } from '../../../../src-renderer/screens/unavailable-screen.ts';

const device = { browser: 'Chrome 156', type: 'Linux', ipAddress: '127.0.0.1', city: null, country: null };

describe('the end of all other sessions', () => {
  it('is told with their number', () => {
    expect(describeEnded(0)).toBe('No other session was left.');
    expect(describeEnded(1)).toBe('One other session was ended.');
    expect(describeEnded(2)).toBe('2 other sessions were ended.');
  });
});

describe('a session', () => {
  it('is named after its device', () => {
    expect(describeDevice(device)).toBe('Chrome 156 · Linux');
    expect(describePlace(device)).toBe('127.0.0.1');
  });

  it('is honest about a device that nobody knows', () => {
    expect(describeDevice(null)).toBe('Unknown device');
    expect(describePlace(null)).toBe('');
  });
});

describe('the token gauge', () => {
  const watch = { times: { issuedAt: 0, expiresAt: 60_000 }, refreshes: 0 };

  it('shrinks with the life of the token and never leaves its range', () => {
    expect([-5_000, 0, 45_000, 60_000, 90_000].map((now) => lifeLeft(watch, now))).toEqual([
      1, 1, 0.25, 0, 0,
    ]);
    expect(lifeLeft({ times: undefined, refreshes: 0 }, 0)).toBe(0);
  });

  it('says how long the token lives', () => {
    expect(describeRemaining(watch, 20_000)).toBe('valid for 40 s');
    expect(describeRemaining(watch, 61_000)).toBe('expired, waiting for a new one');
    expect(describeRemaining({ times: undefined, refreshes: 0 }, 0)).toBe('No token yet');
  });

  it('says how often it was refreshed', () => {
    expect([0, 1, 2].map(describeRefreshes)).toEqual([
      'not refreshed yet',
      'refreshed once',
      'refreshed 2 times',
    ]);
  });
});

describe('the next try', () => {
  const problem = { setting: 'Clerk', reason: 'silent', remedy: 'Wait.' };
  const view = (retryAt?: number, isRetrying = false) => ({
    name: 'unavailable' as const,
    trouble: { service: 'clerk' as const, problem, ...(retryAt === undefined ? {} : { retryAt }) },
    isRetrying,
    isSignedIn: false,
  });

  it('is counted down', () => {
    expect(describeNextTry(view(9_000), 1_500)).toBe('Next try in 8 s');
  });

  it('is under way at zero and while retrying', () => {
    expect(describeNextTry(view(9_000), 9_000)).toBe('Trying again…');
    expect(describeNextTry(view(9_000, true), 0)).toBe('Trying again…');
  });

  it('is not promised when only a person can help', () => {
    expect(describeNextTry(view(), 0)).toBe('');
  });
});

describe('the inbox', () => {
  const message = (id: string, sentAt: number) => ({
    id,
    sentAt,
    to: 'ada@example.com',
    purpose: 'sign_in' as const,
    code: '123456',
  });

  it('shows the three newest messages since its instant, newest first', () => {
    const messages = [1, 5, 3, 4, 2].map((sentAt) => message(`m${sentAt}`, sentAt));
    expect(messagesSince(messages, 2).map(({ id }) => id)).toEqual(['m5', 'm4', 'm3']);
    expect(messagesSince(messages, 6)).toEqual([]);
  });
});

describe('a person', () => {
  it('has a full name, else a user name, else an address', () => {
    expect(nameOf({ fullName: 'Ada Lovelace', username: 'ada' }, 'a@example.com')).toBe('Ada Lovelace');
    expect(nameOf({ fullName: null, username: 'ada' }, 'a@example.com')).toBe('ada');
    expect(nameOf({ fullName: null, username: null }, 'a@example.com')).toBe('a@example.com');
  });

  it('may have no address', () => {
    expect(emailOf({ primaryEmailAddress: null })).toBe('');
  });
});
