import { beforeEach, describe, expect, it } from 'vitest';
import { findUser, setUpClerk } from './clerk-client.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, createFrontendClient, grace, readError } from './harness.ts';

let adaId: string;

const { control, emulator } = setUpEmulator();
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  adaId = (await findUser(clerk, ada.emailAddress)).id;
});

describe('addresses and numbers of any user', () => {
  it('are given, verified, made primary and taken by @clerk/backend', async () => {
    const email = await clerk.emailAddresses.createEmailAddress({
      userId: adaId,
      emailAddress: 'Countess@Example.com',
    });
    expect(email).toMatchObject({ emailAddress: 'countess@example.com', verification: null });
    const verified = await clerk.emailAddresses.updateEmailAddress(email.id, {
      verified: true,
      primary: true,
    });
    expect(verified.verification).toMatchObject({ status: 'verified', strategy: 'admin' });
    expect(await clerk.users.getUser(adaId)).toMatchObject({ primaryEmailAddressId: email.id });
    expect(await clerk.emailAddresses.getEmailAddress(email.id)).toMatchObject({ id: email.id });
    await clerk.emailAddresses.deleteEmailAddress(email.id);
    const user = await clerk.users.getUser(adaId);
    expect(user.primaryEmailAddress?.emailAddress).toBe(ada.emailAddress);

    const phone = await clerk.phoneNumbers.createPhoneNumber({
      userId: adaId,
      phoneNumber: '+12025550143',
      verified: true,
      reservedForSecondFactor: true,
    });
    expect(phone).toMatchObject({ reservedForSecondFactor: true, verification: { status: 'verified' } });
    expect(await clerk.users.getUser(adaId)).toMatchObject({
      primaryPhoneNumberId: phone.id,
      twoFactorEnabled: true,
    });
    await clerk.phoneNumbers.updatePhoneNumber(phone.id, { reservedForSecondFactor: false });
    await clerk.phoneNumbers.deletePhoneNumber(phone.id);
    expect(await clerk.users.getUser(adaId)).toMatchObject({ phoneNumbers: [], twoFactorEnabled: false });
  });

  it.each([
    ['POST', '/email_addresses', { email_address: grace.emailAddress }, 422, 'form_identifier_exists'],
    ['POST', '/email_addresses', { email_address: 'nowhere' }, 422, 'form_param_format_invalid'],
    ['POST', '/phone_numbers', { phone_number: '12' }, 422, 'form_param_format_invalid'],
    ['PATCH', '/email_addresses/idn_none', { verified: true }, 404, 'resource_not_found'],
    ['GET', '/phone_numbers/idn_none', undefined, 404, 'resource_not_found'],
  ])('refuse %s %s with %j', async (method, path, fields, status, code) => {
    const body = method === 'POST' ? { user_id: adaId, ...fields } : fields;
    expect(await readError(await callBackend(emulator, path, { method, body }))).toMatchObject({
      status,
      code,
    });
  });
});

describe('users', () => {
  beforeEach(async () => {
    await control.changeSettings({ phoneNumber: 'optional', username: 'optional' });
  });

  it('have one default among those that are a second factor', async () => {
    const first = '+12025550143';
    const second = '+12025550144';
    const give = (phoneNumber: string) =>
      clerk.phoneNumbers.createPhoneNumber({
        userId: adaId,
        phoneNumber,
        verified: true,
        reservedForSecondFactor: true,
      });
    const findDefaults = async () =>
      (await clerk.users.getUser(adaId)).phoneNumbers
        .filter(({ defaultSecondFactor }) => defaultSecondFactor)
        .map(({ phoneNumber }) => phoneNumber);
    const { id } = await give(first);
    await give(second);
    expect(await findDefaults()).toEqual([first]);
    await clerk.phoneNumbers.updatePhoneNumber(id, { reservedForSecondFactor: false });
    expect(await findDefaults()).toEqual([second]);
    await clerk.phoneNumbers.updatePhoneNumber(id, { reservedForSecondFactor: true });
    expect(await findDefaults()).toEqual([second]);
    await clerk.phoneNumbers.deletePhoneNumber(id);
    expect(await findDefaults()).toEqual([second]);
  });

  it('are created, changed and found by number and username', async () => {
    const mary = await clerk.users.createUser({
      emailAddress: ['mary@example.com'],
      phoneNumber: ['+12025550143'],
      username: 'Mary_S',
      password: 'Jacquard-Loom-1804',
    });
    expect(mary).toMatchObject({ username: 'mary_s', phoneNumbers: [{ phoneNumber: '+12025550143' }] });
    for (const filter of [
      { phoneNumber: ['+12025550143'] },
      { username: ['mary_s'] },
      { query: 'mary_' },
      { query: '5550143' },
    ]) {
      const { data } = await clerk.users.getUserList(filter);
      expect(data.map(({ id }) => id)).toStrictEqual([mary.id]);
    }
    expect((await clerk.users.getUserList({ username: ['nobody'] })).data).toStrictEqual([]);
    await createFrontendClient(emulator).signIn({ emailAddress: 'mary_s', password: 'Jacquard-Loom-1804' });
    expect(await clerk.users.updateUser(adaId, { username: 'countess' })).toMatchObject({
      username: 'countess',
    });
    const taken = await callBackend(emulator, `/users/${adaId}`, {
      method: 'PATCH',
      body: { username: 'mary_s' },
    });
    expect(await readError(taken)).toMatchObject({ code: 'form_identifier_exists', parameter: 'username' });
  });
});
