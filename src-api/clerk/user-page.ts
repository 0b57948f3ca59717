import type { User } from '@clerk/backend';
import type { UserPageQuery } from '../../src-contracts/api-routes.ts';
import type { Ask } from './ask.ts';

/** One page of the instance's users, the newest first; `undefined` when Clerk knows no such list. */
export const readUserPage = (
  ask: Ask,
  { limit, offset, query }: UserPageQuery,
): Promise<{ data: User[]; totalCount: number } | undefined> =>
  ask((client) =>
    client.users.getUserList({
      limit,
      offset,
      orderBy: '-created_at',
      ...(query === undefined ? {} : { query }),
    }),
  );
