import { describe, expect, it } from 'vitest';
import { filterUsers, sortUsers, type UserFilters } from '../../../../src-emulator/operations/user-list.ts';
import type { User } from '../../../../src-emulator/state/records.ts';
import { createContext, startOfTime } from '../fixtures.ts';

async function createUsers(): Promise<[User, User]> {
  const { ada, grace } = await createContext();
  grace.createdAt += 1000;
  grace.lastSignInAt = startOfTime + 5000;
  grace.externalId = 'legacy-7';
  return [ada, grace];
}

describe('filterUsers', () => {
  const names = async (filters: UserFilters) =>
    filterUsers(await createUsers(), filters).map((user) => user.firstName);

  it.each<[UserFilters, string[]]>([
    [{}, ['Ada', 'Grace']],
    [{ emailAddresses: ['Grace@Example.com'] }, ['Grace']],
    [{ emailAddresses: [] }, []],
    [{ externalIds: ['legacy-7', 'legacy-8'] }, ['Grace']],
    [{ externalIds: ['+legacy-7'] }, ['Grace']],
    [{ externalIds: ['-legacy-7'] }, ['Ada']],
    [{ query: 'ADA love' }, ['Ada']],
    [{ query: '' }, ['Ada', 'Grace']],
    [{ emailAddressQuery: 'ACE@' }, ['Grace']],
    [{ nameQuery: 'hop' }, ['Grace']],
    [{ banned: true }, []],
    [{ banned: false, nameQuery: 'a' }, ['Ada', 'Grace']],
    [{ createdAfter: startOfTime }, ['Grace']],
    [{ createdBefore: startOfTime + 1 }, ['Ada']],
    [{ lastSignInAfter: startOfTime }, ['Grace']],
    [{ lastSignInBefore: startOfTime + 9000 }, ['Grace']],
    [{ lastActiveAfter: 0 }, []],
  ])('%j keeps %j', async (filters, expected) => {
    expect(await names(filters)).toStrictEqual(expected);
  });
});

describe('sortUsers', () => {
  it.each([
    ['created_at', false, ['Ada', 'Grace']],
    ['created_at', true, ['Grace', 'Ada']],
    ['last_name', false, ['Grace', 'Ada']],
    ['email_address', true, ['Grace', 'Ada']],
    ['last_sign_in_at', false, ['Grace', 'Ada']],
    ['last_sign_in_at', true, ['Grace', 'Ada']],
  ] as const)('by %s, descending %s, gives %j', async (order, descending, expected) => {
    const sorted = sortUsers(await createUsers(), order, descending);
    expect(sorted.map((user) => user.firstName)).toStrictEqual(expected);
  });
});
