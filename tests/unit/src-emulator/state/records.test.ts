import { expect, it } from 'vitest';
import { stateSchema } from '../../../../src-emulator/state/records.ts';
import { createState } from '../fixtures.ts';

it('reads users of a state from before there were second factors', async () => {
  const state = await createState();
  const users = state.users.map(({ totp, backupCodes, mfaEnabledAt, mfaDisabledAt, ...user }) => user);
  expect(stateSchema.parse({ ...state, users })).toStrictEqual(state);
});

it('gives a state from before there were role sets one with all roles', async () => {
  const state = await createState();
  const { roleSets, ...organizations } = state.organizations;
  const own = { ...organizations.roles[1], id: 'role_own', key: 'org:own' };
  const parsed = stateSchema.parse({
    ...state,
    organizations: { ...organizations, roles: [...organizations.roles, own] },
  });
  expect(parsed.organizations.roleSets).toStrictEqual([
    { ...roleSets[0], roles: ['org:admin', 'org:member', 'org:own'] },
  ]);
});
