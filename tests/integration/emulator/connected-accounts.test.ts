import { expect, it } from 'vitest';
import { z } from 'zod';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada as adaUser, createFrontendClient, type FrontendClient, grace } from './harness.ts';
import { hedy, visit } from './provider-visit.ts';

const { emulator } = setUpEmulator({ shared: true });

const accountSchema = z.looseObject({
  id: z.string(),
  provider: z.string(),
  email_address: z.string(),
  approved_scopes: z.string(),
  verification: z.looseObject({
    status: z.string(),
    external_verification_redirect_url: z.string().optional(),
    error: z.looseObject({ code: z.string() }).nullable(),
  }),
});
const userSchema = z.looseObject({ external_accounts: z.array(accountSchema) });

const readAccounts = async (client: FrontendClient, query = '') =>
  userSchema.parse((await client.request(`/me${query}`)).object).external_accounts;

async function connect(client: FrontendClient, decision: Parameters<typeof visit>[2]) {
  const form = { strategy: 'oauth_github', redirect_url: 'frontdesk://app/' };
  const { object } = await client.post('/me/external_accounts', form);
  const { verification } = accountSchema.parse(object);
  return visit(emulator, verification.external_verification_redirect_url ?? '', decision);
}

it('an account is connected, asked for more, and disconnected', async () => {
  const client = createFrontendClient(emulator);
  await client.signIn(adaUser);
  const back = await connect(client, { account: hedy });
  const nonce = back.searchParams.get('rotating_token_nonce');
  const [account] = await readAccounts(client, `?rotating_token_nonce=${nonce}`);
  expect(account).toMatchObject({
    provider: 'oauth_github',
    email_address: 'hedy@example.com',
    verification: { status: 'verified' },
  });

  const { object } = await client.request(`/me/external_accounts/${account?.id}/reauthorize`, {
    method: 'PATCH',
    form: { redirect_url: 'frontdesk://app/', additional_scope: '["repo"]' },
  });
  const url = accountSchema.parse(object).verification.external_verification_redirect_url ?? '';
  expect((await readAccounts(client))[0]?.verification.status).toBe('verified');
  await visit(emulator, url, { account: hedy });
  expect((await readAccounts(client))[0]?.approved_scopes).toBe('openid email profile repo');

  await client.request(`/me/external_accounts/${account?.id}`, { method: 'DELETE' });
  expect(await readAccounts(client)).toStrictEqual([]);
});

it('a denied connection stays visible with its reason until the next try', async () => {
  const client = createFrontendClient(emulator);
  await client.signIn(adaUser);
  await connect(client, 'deny');
  expect(await readAccounts(client)).toMatchObject([
    { verification: { status: 'failed', error: { code: 'oauth_access_denied' } } },
  ]);
  await connect(client, { account: hedy });
  expect(await readAccounts(client)).toMatchObject([{ verification: { status: 'verified', error: null } }]);
});

it('an account of somebody else is not taken over', async () => {
  const client = createFrontendClient(emulator);
  await client.signIn(grace);
  const back = await connect(client, { account: hedy });
  expect(back.searchParams.get('__clerk_error_code')).toBe('external_account_exists');
  expect(await readAccounts(client)).toMatchObject([{ verification: { status: 'failed' } }]);
});
