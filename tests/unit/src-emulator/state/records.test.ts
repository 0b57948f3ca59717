import { expect, it } from 'vitest';
import { stateSchema } from '../../../../src-emulator/state/records.ts';
import { createState } from '../fixtures.ts';

it('reads users of a state from before there were second factors', async () => {
  const state = await createState();
  const users = state.users.map(({ totp, backupCodes, mfaEnabledAt, mfaDisabledAt, ...user }) => user);
  expect(stateSchema.parse({ ...state, users })).toStrictEqual(state);
});
