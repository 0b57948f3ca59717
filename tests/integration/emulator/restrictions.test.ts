import { describe, expect, it } from 'vitest';
import { setUpClerk } from './clerk-client.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, createFrontendClient, readError, readOutbox } from './harness.ts';

const { emulator } = setUpEmulator();
const clerk = setUpClerk(emulator);

const signUp = (emailAddress: string) =>
  createFrontendClient(emulator).call('/client/sign_ups', {
    form: { email_address: emailAddress, password: 'Frequency-Hop-42' },
  });
const signIn = () =>
  createFrontendClient(emulator).call('/client/sign_ins', {
    form: { identifier: ada.emailAddress, password: ada.password },
  });

describe('the lists, through @clerk/backend', () => {
  it('take, show and drop e-mail addresses, domains, phone numbers and wallets', async () => {
    const wallet = `0x${'aB'.repeat(20)}`;
    for (const identifier of ['Mary@Example.com', '*@example.org', '+15555550100', wallet])
      await clerk.allowlistIdentifiers.createAllowlistIdentifier({ identifier, notify: false });
    const { data, totalCount } = await clerk.allowlistIdentifiers.getAllowlistIdentifierList();
    expect(totalCount).toBe(4);
    expect(data.map(({ identifier, identifierType }) => [identifier, identifierType])).toStrictEqual([
      [wallet.toLowerCase(), 'web3_wallet'],
      ['+15555550100', 'phone_number'],
      ['*@example.org', 'email_address'],
      ['mary@example.com', 'email_address'],
    ]);
    const deleted = await clerk.allowlistIdentifiers.deleteAllowlistIdentifier(data[0]?.id ?? '');
    expect(deleted).toMatchObject({ id: data[0]?.id, deleted: true });
    await clerk.blocklistIdentifiers.createBlocklistIdentifier({ identifier: 'eve@example.com' });
    const blocked = await clerk.blocklistIdentifiers.getBlocklistIdentifierList();
    expect(blocked.data).toMatchObject([{ identifier: 'eve@example.com' }]);
    await clerk.blocklistIdentifiers.deleteBlocklistIdentifier(blocked.data[0]?.id ?? '');
    expect((await clerk.blocklistIdentifiers.getBlocklistIdentifierList()).totalCount).toBe(0);
  });

  it('invite somebody who is put on the allow list by mail, where that is asked for', async () => {
    const create = (identifier: string, notify: boolean) =>
      clerk.allowlistIdentifiers.createAllowlistIdentifier({ identifier, notify });
    const quiet = await create('quiet@example.org', false);
    const domain = await create('*@example.org', true);
    expect([quiet.invitationId, domain.invitationId]).toStrictEqual([undefined, undefined]);
    const told = await create('Mary@Example.org', true);
    const { data } = await clerk.invitations.getInvitationList();
    expect(data).toMatchObject([{ id: told.invitationId, emailAddress: 'mary@example.org' }]);
    expect(await readOutbox(emulator)).toMatchObject([{ to: 'mary@example.org', purpose: 'invitation' }]);
  });

  it('are shown whole where Clerk describes no pages', async () => {
    for (let index = 0; index < 12; index += 1)
      await clerk.blocklistIdentifiers.createBlocklistIdentifier({ identifier: `eve${index}@example.com` });
    const { data, totalCount } = await clerk.blocklistIdentifiers.getBlocklistIdentifierList();
    expect([data.length, totalCount]).toStrictEqual([12, 12]);
  });

  it('refuse what is no identifier, is there already, or is not there', async () => {
    const create = (identifier: string) =>
      clerk.blocklistIdentifiers.createBlocklistIdentifier({ identifier });
    await expect(create('nobody')).rejects.toMatchObject({ status: 422 });
    await create('eve@example.com');
    await expect(create('EVE@example.com')).rejects.toMatchObject({
      status: 400,
      errors: [{ code: 'duplicate_record' }],
    });
    await expect(clerk.blocklistIdentifiers.deleteBlocklistIdentifier('blid_none')).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('restrictions', () => {
  it('let only those sign up who are on the allow list, once it counts', async () => {
    await clerk.allowlistIdentifiers.createAllowlistIdentifier({
      identifier: '*@example.org',
      notify: false,
    });
    expect((await signUp('hedy@example.net')).status).toBe(200);
    expect(await clerk.instance.updateRestrictions({ allowlist: true })).toMatchObject({
      allowlist: true,
      blocklist: false,
    });
    expect(await readError(await signUp('hedy@example.com'))).toMatchObject({
      status: 403,
      code: 'not_allowed_access',
    });
    expect((await signUp('hedy@example.org')).status).toBe(200);
    expect((await signIn()).status).toBe(200);
  });

  it('let nobody in who is on the block list, while it counts', async () => {
    await clerk.blocklistIdentifiers.createBlocklistIdentifier({ identifier: '*@example.com' });
    await clerk.instance.updateRestrictions({ blocklist: true });
    expect(await readError(await signIn())).toMatchObject({ status: 403, code: 'not_allowed_access' });
    expect(await readError(await signUp('hedy@example.com'))).toMatchObject({ code: 'not_allowed_access' });
    const off = { allowlist_blocklist_disabled_on_sign_in: true };
    expect(
      await (await callBackend(emulator, '/instance/restrictions', { method: 'PATCH', body: off })).json(),
    ).toMatchObject({ blocklist: true, ...off });
    expect((await signIn()).status).toBe(200);
    expect(await readError(await signUp('hedy@example.com'))).toMatchObject({ code: 'not_allowed_access' });
    await clerk.instance.updateRestrictions({ blocklist: false });
    expect((await signUp('hedy@example.com')).status).toBe(200);
  });

  it('let nobody in whose phone number is on the block list', async () => {
    const { data } = await clerk.users.getUserList({ emailAddress: [ada.emailAddress] });
    const phoneNumber = '+12025550143';
    await clerk.phoneNumbers.createPhoneNumber({ userId: data[0]?.id ?? '', phoneNumber, verified: true });
    await clerk.blocklistIdentifiers.createBlocklistIdentifier({ identifier: phoneNumber });
    await clerk.instance.updateRestrictions({ blocklist: true });
    expect(await readError(await signIn())).toMatchObject({ status: 403, code: 'not_allowed_access' });
  });

  it.each([
    [{ blockEmailSubaddresses: true }, 'hedy+shop@example.com', 'form_email_address_blocked'],
    [{ blockDisposableEmailDomains: true }, 'hedy@mailinator.com', 'form_email_address_blocked'],
    [{ ignoreDotsForGmailAddresses: true }, 'h.e.dy@gmail.com', 'form_identifier_exists'],
  ])('of %j refuse %s', async (restrictions, emailAddress, code) => {
    await clerk.users.createUser({ emailAddress: ['hed.y@gmail.com'], skipPasswordRequirement: true });
    expect((await signUp(emailAddress)).status).toBe(200);
    await clerk.instance.updateRestrictions(restrictions);
    expect(await readError(await signUp(emailAddress))).toMatchObject({ status: 422, code });
  });
});

describe('the instance, through @clerk/backend', () => {
  it('tells what it is, and keeps allowed origins', async () => {
    expect(await clerk.instance.get()).toMatchObject({
      id: expect.stringMatching(/^ins_/),
      environmentType: 'development',
    });
    await clerk.instance.update({ allowedOrigins: ['my-app://window'], testMode: true });
    expect(await clerk.instance.get()).toMatchObject({ allowedOrigins: ['my-app://window'] });
    expect((await callBackend(emulator, '/instance', { method: 'PATCH', body: { moods: 1 } })).status).toBe(
      422,
    );
  });

  it('keeps redirect URLs', async () => {
    const made = await clerk.redirectUrls.createRedirectUrl({ url: 'my-app://callback' });
    expect(await clerk.redirectUrls.getRedirectUrl(made.id)).toMatchObject({ url: 'my-app://callback' });
    expect((await clerk.redirectUrls.getRedirectUrlList()).data).toHaveLength(1);
    await expect(clerk.redirectUrls.createRedirectUrl({ url: made.url })).rejects.toMatchObject({
      status: 400,
    });
    await expect(clerk.redirectUrls.createRedirectUrl({ url: 'callback' })).rejects.toMatchObject({
      status: 422,
    });
    await clerk.redirectUrls.deleteRedirectUrl(made.id);
    await expect(clerk.redirectUrls.getRedirectUrl(made.id)).rejects.toMatchObject({ status: 404 });
  });

  it('keeps satellite domains beside its own', async () => {
    const made = await clerk.domains.add({ name: 'Satellite.example', is_satellite: true });
    expect(made).toMatchObject({ name: 'satellite.example', isSatellite: true });
    const { data } = await clerk.domains.list();
    expect(data).toMatchObject([{ isSatellite: false, name: 'emulator.localhost' }, { id: made.id }]);
    const proxy_url = 'http://127.0.0.1:4100';
    expect(await clerk.domains.update({ domainId: made.id, proxy_url })).toMatchObject({
      proxyUrl: proxy_url,
      frontendApiUrl: proxy_url,
    });
    await expect(clerk.domains.delete(data[0]?.id ?? '')).rejects.toMatchObject({ status: 403 });
    await clerk.domains.delete(made.id);
    expect((await clerk.domains.list()).data).toHaveLength(1);
  });
});
