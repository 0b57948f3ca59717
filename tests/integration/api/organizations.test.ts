import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { organizationPageSchema } from '../../../src-contracts/api-routes.ts';
import { createControlClient } from '../../../src-emulator/control-client.ts';
import {
  type ApiUnderTest,
  readProblem,
  readProblemCode,
  startApiUnderTest,
} from './support/api-under-test.ts';
import { fixtureOrigin } from './support/clerk-fixture.ts';
import { ada, grace, settingsFor, useEmulatedApi } from './support/emulated-clerk.ts';
import { useApi } from './support/use-api.ts';

const idSchema = z.object({ id: z.string() });

describe('organisations', () => {
  const running = useEmulatedApi();
  const ids = { ada: '', grace: '', staff: '', other: '' };
  let adaToken: (organizationId?: string) => Promise<string>;
  /** An API whose administrators are those of the organisation `staff`. */
  let staffed: ApiUnderTest;

  const ask = (path: string, body: object, method = 'POST') =>
    running().clerk.askBackendApi(path, { method, body: JSON.stringify(body) });
  const makeOrganization = async (name: string, createdBy: string) =>
    idSchema.parse(await ask('/organizations', { name, created_by: createdBy })).id;
  const changeRole = (organization: string, user: string, role: string) =>
    ask(`/organizations/${organization}/memberships/${user}`, { role }, 'PATCH');
  const list = async (token: string, query = '') => {
    const response = await running().api.requestAs(token, `/v1/organizations${query}`);
    return organizationPageSchema.parse(await response.json());
  };

  beforeAll(async () => {
    const { clerk, emulator } = running();
    await createControlClient(emulator.url).changeSettings({ organizations: { enabled: true } });
    ids.ada = await clerk.findUserId(ada);
    ids.grace = await clerk.findUserId(grace);
    ids.staff = await makeOrganization('Staff', ids.grace);
    ids.other = await makeOrganization('Other', ids.ada);
    await ask(`/organizations/${ids.staff}/memberships`, { user_id: ids.ada, role: 'org:member' });
    adaToken = (await clerk.signIn(ada, fixtureOrigin)).getToken;
    staffed = await startApiUnderTest({
      clerk: settingsFor(emulator),
      frontdesk: { FRONTDESK_ADMIN_ORGANIZATION: ids.staff },
    });
  });
  beforeEach(() => changeRole(ids.staff, ids.ada, 'org:member'));
  afterAll(() => staffed.close());

  it('are listed with role and permissions, and nothing else of them', async () => {
    const { organizations, totalCount } = await list(await adaToken());
    expect(totalCount).toBe(2);
    expect(organizations.map(({ name, role }) => [name, role]).toSorted()).toEqual([
      ['Other', 'org:admin'],
      ['Staff', 'org:member'],
    ]);
    const other = organizations.find(({ id }) => id === ids.other);
    expect(other?.permissions).toContain('org:sys_memberships:manage');
    expect(Object.keys(other ?? {})).toEqual(['id', 'name', 'slug', 'imageUrl', 'role', 'permissions']);
  });

  it('come page by page, each once', async () => {
    const token = await adaToken();
    const pages = [
      await list(token, '?limit=1'),
      await list(token, '?limit=1&offset=1'),
      await list(token, '?offset=2'),
    ];
    expect(pages.map(({ organizations }) => organizations.length)).toEqual([1, 1, 0]);
    expect(new Set(pages.flatMap(({ organizations }) => organizations.map(({ id }) => id))).size).toBe(2);
    expect(pages.map(({ totalCount }) => totalCount)).toEqual([2, 2, 2]);
  });

  it.each(['?limit=0', '?limit=101', '?limit=x', '?offset=-1', '?user_id=user_grace'])(
    'refuse %s',
    async (query) => {
      const response = await running().api.requestAs(await adaToken(), `/v1/organizations${query}`);
      expect(await readProblemCode(response)).toBe('invalid-request');
    },
  );

  describe('one of which administers', () => {
    const manage = async (token: string, api = staffed) => api.requestAs(token, '/v1/admin/users');

    it('lets its administrators in while they act in it', async () => {
      expect(await readProblemCode(await manage(await adaToken(ids.staff)))).toBe('permission-missing');
      await changeRole(ids.staff, ids.ada, 'org:admin');
      expect((await manage(await adaToken(ids.staff))).status).toBe(200);
    });

    it('does so by no other organisation, which anybody can create, nor when they act in none', async () => {
      await changeRole(ids.staff, ids.ada, 'org:admin');
      for (const token of [await adaToken(ids.other), await adaToken('')])
        expect(await readProblemCode(await manage(token))).toBe('permission-missing');
    });

    it('refuses who is administrator no longer at once, whatever the token says', async () => {
      await changeRole(ids.staff, ids.ada, 'org:admin');
      const token = await adaToken(ids.staff);
      await changeRole(ids.staff, ids.ada, 'org:member');
      expect(await readProblemCode(await manage(token))).toBe('permission-missing');
    });

    it('counts only where the setting names it', async () => {
      await changeRole(ids.staff, ids.ada, 'org:admin');
      const response = await manage(await adaToken(ids.staff), running().api);
      expect(await readProblem(response)).toMatchObject({ status: 403, code: 'permission-missing' });
    });
  });
});

describe('with Clerk in an odd state', () => {
  const running = useApi();
  const read = async () => {
    const { api, clerk } = running();
    return api.requestAs(await clerk.signToken(), '/v1/organizations');
  };
  const answer = (body: object, status = 200) =>
    running().clerk.setFault((path) =>
      path.endsWith('/organization_memberships') ? { kind: 'body', status, body } : undefined,
    );

  it('an instance without organisations has none', async () => {
    const code = 'organization_not_enabled_in_instance';
    answer({ errors: [{ code, message: code }] }, 403);
    expect(await (await read()).json()).toEqual({ organizations: [], totalCount: 0 });
  });

  it('a refused key and an answer that is none are faults, not an empty list', async () => {
    answer({ errors: [{ code: 'authorization_invalid', message: 'no' }] }, 403);
    expect(await readProblemCode(await read())).toBe('clerk-rejected-key');
    answer({ data: 'nothing', total_count: 1 });
    expect(await readProblemCode(await read())).toBe('clerk-unreachable');
  });
});
