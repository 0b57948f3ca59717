import { userPageQuerySchema, userPageSchema } from '../../src-contracts/api-routes.ts';
import { noBody, nothing, sessionRoute } from './route.ts';

export const userPageRoute = sessionRoute({
  method: 'get',
  path: '/v1/admin/users',
  summary:
    'The users of the instance, the newest first, in pages; query finds part of a name, address or id.',
  permission: 'admin:users',
  params: nothing,
  query: userPageQuerySchema,
  body: noBody,
  response: userPageSchema,
  problems: [],
  handle: ({ directory }, _claims, { query }) => directory.listUsers(query),
});
