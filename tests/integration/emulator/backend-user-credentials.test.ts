import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpClerk } from './clerk-client.ts';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, minutes, readError } from './harness.ts';
import { createOrganization, enableOrganizations } from './organization-steps.ts';
import { ada as adaAtProvider, hedy, visit } from './provider-visit.ts';

let userId: string;

const clock = setUpClock();
const { client, emulator } = setUpEmulator({ clock: clock.read });
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  userId = (await client.signIn(ada)).user.id;
});

const pendingSchema = z.looseObject({
  verification: z.looseObject({ external_verification_redirect_url: z.string() }),
});

async function connectGithub(account = hedy): Promise<void> {
  const { object } = await client.post('/me/external_accounts', {
    strategy: 'oauth_github',
    redirect_url: 'frontdesk://app/',
  });
  const { verification } = pendingSchema.parse(object);
  const back = await visit(emulator, verification.external_verification_redirect_url, { account });
  await client.request(`/me?rotating_token_nonce=${back.searchParams.get('rotating_token_nonce')}`);
}

it('a backend checks a password, without counting towards the lock, and takes it away', async () => {
  expect(await clerk.users.verifyPassword({ userId, password: ada.password })).toMatchObject({
    verified: true,
  });
  await expect(clerk.users.verifyPassword({ userId, password: 'Wrong-Engine-1' })).rejects.toMatchObject({
    status: 422,
    errors: [{ code: 'incorrect_password' }],
  });
  expect(await clerk.users.removePassword(userId)).toMatchObject({ passwordEnabled: false });
  await expect(clerk.users.verifyPassword({ userId, password: ada.password })).rejects.toMatchObject({
    status: 400,
  });
});

it('a backend sets and removes a picture', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const file = new File([png], 'ada.png', { type: 'image/png' });
  const withImage = await clerk.users.updateUserProfileImage(userId, { file });
  expect(withImage).toMatchObject({
    hasImage: true,
    imageUrl: expect.stringContaining('/_emulator/images/'),
  });
  expect(await clerk.users.deleteUserProfileImage(userId)).toMatchObject({ hasImage: false });
});

it('a backend sees the token of a connected account, finds users by it, and disconnects it', async () => {
  await connectGithub();
  const { data } = await clerk.users.getUserOauthAccessToken(userId, 'github');
  expect(data).toMatchObject([
    { provider: 'oauth_github', token: expect.stringMatching(/^emulated_/), scopes: expect.any(Array) },
  ]);
  expect((await clerk.users.getUserOauthAccessToken(userId, 'google')).data).toStrictEqual([]);
  const find = async (provider: string) =>
    (await (await callBackend(emulator, `/users?provider=${provider}&provider_user_id=${hedy}`)).json())
      .length;
  expect([await find('oauth_github'), await find('google')]).toStrictEqual([1, 0]);
  const half = await callBackend(emulator, '/users?provider=github');
  expect(await readError(half)).toMatchObject({
    code: 'form_conditional_param_missing',
    parameter: 'provider_user_id',
  });
  const externalAccountId = data[0]?.externalAccountId ?? '';
  await clerk.users.deleteUserExternalAccount({ userId, externalAccountId });
  expect((await clerk.users.getUser(userId)).externalAccounts).toStrictEqual([]);
});

it('a backend is told the tokens in a plain list, or in a page where it asks for one', async () => {
  await connectGithub();
  const list = async (path: string) =>
    (await callBackend(emulator, `/users/${userId}/oauth_access_tokens/${path}`)).json();
  const token = {
    object: 'oauth_access_token',
    provider: 'oauth_github',
    provider_user_id: hedy,
    token: expect.stringMatching(/^emulated_/),
    expires_at: clock.read() + minutes(60),
  };
  const all = await list('github');
  expect(all).toStrictEqual([expect.objectContaining(token)]);
  expect(await list('oauth_github')).toStrictEqual(all);
  expect(await list('github?offset=1')).toStrictEqual([]);
  expect(await list('google')).toStrictEqual([]);
  expect(await list('github?paginated=true')).toStrictEqual({ data: all, total_count: 1 });
  const nobody = await callBackend(emulator, '/users/user_none/oauth_access_tokens/github');
  expect(await readError(nobody)).toMatchObject({ status: 404, code: 'resource_not_found' });
});

it('an address of a connected account is linked to it, and cannot be replaced before it is disconnected', async () => {
  await connectGithub(adaAtProvider);
  const user = await clerk.users.getUser(userId);
  const [account] = user.externalAccounts;
  expect(user.emailAddresses[0]?.linkedTo).toMatchObject([
    { type: 'oauth_github', id: account?.identificationId },
  ]);
  const replace = () => clerk.users.replaceUserEmailAddress(userId, { emailAddress: 'new@example.com' });
  await expect(replace()).rejects.toMatchObject({
    status: 400,
    errors: [{ code: 'identification_deletion_failed' }],
  });
  await clerk.users.deleteUserExternalAccount({ userId, externalAccountId: account?.id ?? '' });
  expect(await replace()).toMatchObject({ emailAddress: 'new@example.com', linkedTo: [] });
});

it('a user has the tokens of a connected account forgotten, until the next visit to the provider', async () => {
  const listTokens = async () => (await clerk.users.getUserOauthAccessToken(userId, 'github')).data;
  await connectGithub();
  const [token] = await listTokens();
  const path = `/me/external_accounts/${token?.externalAccountId}`;
  const { object } = await client.request(`${path}/tokens`, { method: 'DELETE' });
  expect(object).toMatchObject({
    object: 'user',
    id: userId,
    external_accounts: [{ id: token?.externalAccountId, verification: { status: 'verified' } }],
  });
  expect(await listTokens()).toStrictEqual([]);

  const form = { redirect_url: 'frontdesk://app/' };
  const again = await client.request(`${path}/reauthorize`, { method: 'PATCH', form });
  const { verification } = pendingSchema.parse(again.object);
  await visit(emulator, verification.external_verification_redirect_url, { account: hedy });
  expect(await listTokens()).toMatchObject([{ token: token?.token }]);
});

it('a backend finds no wallet of a user', async () => {
  await expect(
    clerk.users.deleteUserWeb3Wallet({ userId, web3WalletIdentificationId: 'idn_none' }),
  ).rejects.toMatchObject({ status: 404, errors: [{ code: 'resource_not_found' }] });
});

it('a backend finds users by their organisation', async () => {
  await enableOrganizations(emulator);
  const organizationId = await createOrganization(client);
  const list = async (id: string) =>
    (await clerk.users.getUserList({ organizationId: [id] })).data.map((user) => user.id);
  expect(await list(organizationId)).toStrictEqual([userId]);
  expect(await list(`-${organizationId}`)).not.toContain(userId);
  const count = await callBackend(emulator, `/users/count?organization_id=${organizationId}`);
  expect(await count.json()).toMatchObject({ total_count: 1 });
});
