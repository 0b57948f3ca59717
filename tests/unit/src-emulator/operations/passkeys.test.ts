import { expect, it } from 'vitest';
import { removePasskey } from '../../../../src-emulator/operations/passkeys.ts';
import type { Passkey } from '../../../../src-emulator/state/passkey-record.ts';
import { createContext, startOfTime } from '../fixtures.ts';

const createPasskey = (credential: Passkey['credential']): Passkey => ({
  id: 'passkey_1',
  name: 'Chrome',
  challenge: null,
  expireAt: startOfTime,
  credential,
  lastUsedAt: null,
  createdAt: startOfTime,
  updatedAt: startOfTime,
});

it('a removed passkey is told of by mail, unless it never counted', async () => {
  const { context, ada } = await createContext();
  const begun = createPasskey(null);
  ada.passkeys = [begun];
  removePasskey(context, ada, begun);
  expect(context.store.listMessages()).toStrictEqual([]);
  const used = createPasskey({ id: 'a', publicKey: 'b', counter: 1 });
  ada.passkeys = [used];
  removePasskey(context, ada, used);
  expect(ada.passkeys).toStrictEqual([]);
  expect(context.store.listMessages()).toMatchObject([{ to: 'ada@example.com', purpose: 'passkey_removed' }]);
});
