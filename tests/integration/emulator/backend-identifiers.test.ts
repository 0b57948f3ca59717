import { beforeEach, describe, expect, it } from 'vitest';
import { findUser, setUpClerk } from './clerk-client.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, createFrontendClient, grace, readCode, readError } from './harness.ts';

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

describe('a number', () => {
  it('is shown by its id as it stands, whoever has it, until it is taken away', async () => {
    const { phoneNumbers } = clerk;
    const { id } = await phoneNumbers.createPhoneNumber({ userId: adaId, phoneNumber: '+12025550143' });
    expect(await phoneNumbers.getPhoneNumber(id)).toMatchObject({
      id,
      phoneNumber: '+12025550143',
      reservedForSecondFactor: false,
      verification: null,
    });
    await phoneNumbers.updatePhoneNumber(id, { verified: true, reservedForSecondFactor: true });
    expect(await phoneNumbers.getPhoneNumber(id)).toMatchObject({
      reservedForSecondFactor: true,
      defaultSecondFactor: true,
      verification: { status: 'verified', strategy: 'admin' },
    });
    await phoneNumbers.deletePhoneNumber(id);
    await expect(phoneNumbers.getPhoneNumber(id)).rejects.toMatchObject({ status: 404 });
  });
});

describe('all addresses or numbers of a user', () => {
  it('give way to one that is verified and primary', async () => {
    await clerk.emailAddresses.createEmailAddress({ userId: adaId, emailAddress: 'second@example.com' });
    const email = await clerk.users.replaceUserEmailAddress(adaId, { emailAddress: 'Countess@Example.com' });
    expect(email).toMatchObject({
      emailAddress: 'countess@example.com',
      verification: { status: 'verified', strategy: 'admin' },
    });
    const user = await clerk.users.getUser(adaId);
    expect(user.emailAddresses.map(({ id }) => id)).toStrictEqual([email.id]);
    expect(user.primaryEmailAddressId).toBe(email.id);
    await createFrontendClient(emulator).signIn({ ...ada, emailAddress: 'countess@example.com' });
  });

  it('end a second factor by SMS with the number', async () => {
    await clerk.phoneNumbers.createPhoneNumber({
      userId: adaId,
      phoneNumber: '+12025550143',
      verified: true,
      reservedForSecondFactor: true,
    });
    const phone = await clerk.users.replaceUserPhoneNumber(adaId, { phoneNumber: '+1 202 555 0144' });
    expect(phone).toMatchObject({ phoneNumber: '+12025550144', reservedForSecondFactor: false });
    expect(await clerk.users.getUser(adaId)).toMatchObject({
      phoneNumbers: [{ id: phone.id }],
      primaryPhoneNumberId: phone.id,
      twoFactorEnabled: false,
    });
  });

  it.each([
    ['email_address', grace.emailAddress, 422, 'form_identifier_exists'],
    ['email_address', 'nowhere', 422, 'form_param_format_invalid'],
    ['phone_number', '12', 422, 'form_param_format_invalid'],
    ['phone_number', undefined, 422, 'form_param_missing'],
  ])('stay when the %s is to be %s', async (name, value, status, code) => {
    const answer = await callBackend(emulator, `/users/${adaId}/${name}`, {
      method: 'PUT',
      body: { [name]: value },
    });
    expect(await readError(answer)).toMatchObject({ status, code, parameter: name });
    expect((await clerk.users.getUser(adaId)).primaryEmailAddress?.emailAddress).toBe(ada.emailAddress);
  });
});

describe('a reserved address', () => {
  const mary = { emailAddress: 'mary@example.com', password: 'Jacquard-Loom-1804' };
  let maryId: string;

  beforeEach(async () => {
    const user = await clerk.users.createUser({
      emailAddress: [mary.emailAddress, 'second@example.com'],
      emailAddressIdentificationStatus: ['reserved', 'verified'],
      password: mary.password,
    });
    maryId = user.id;
  });
  const readAddress = async () => {
    const user = await (await callBackend(emulator, `/users/${maryId}`)).json();
    return user.email_addresses[0];
  };

  it('is unverified and primary, signs in, and is kept from all others', async () => {
    expect(await readAddress()).toMatchObject({ reserved: true, verification: null });
    expect((await clerk.users.getUser(maryId)).primaryEmailAddress?.emailAddress).toBe(mary.emailAddress);
    await createFrontendClient(emulator).signIn(mary);
    expect(await readAddress()).toMatchObject({ reserved: true, verification: null });
    const taken = await createFrontendClient(emulator).call('/client/sign_ups', {
      form: { email_address: mary.emailAddress },
    });
    expect(await readError(taken)).toMatchObject({ code: 'form_identifier_exists' });
  });

  it.each(['email_code', 'reset_password_email_code'])(
    'is verified by a sign-in with %s',
    async (strategy) => {
      const client = createFrontendClient(emulator);
      const { object } = await client.post('/client/sign_ins', { identifier: mary.emailAddress });
      await client.post(`/client/sign_ins/${object.id}/prepare_first_factor`, { strategy });
      const code = await readCode(emulator, mary.emailAddress);
      await client.post(`/client/sign_ins/${object.id}/attempt_first_factor`, { strategy, code });
      expect(await readAddress()).toMatchObject({ reserved: false, verification: { status: 'verified' } });
    },
  );

  it('stays so when the code went to another address', async () => {
    const client = createFrontendClient(emulator);
    const { object } = await client.post('/client/sign_ins', { identifier: 'second@example.com' });
    await client.post(`/client/sign_ins/${object.id}/prepare_first_factor`, { strategy: 'email_code' });
    const code = await readCode(emulator, 'second@example.com');
    await client.post(`/client/sign_ins/${object.id}/attempt_first_factor`, { strategy: 'email_code', code });
    expect(await readAddress()).toMatchObject({ reserved: true });
  });

  it('is verified in the profile', async () => {
    const client = createFrontendClient(emulator);
    await client.signIn(mary);
    const { id } = await readAddress();
    await client.post(`/me/email_addresses/${id}/prepare_verification`, { strategy: 'email_code' });
    const code = await readCode(emulator, mary.emailAddress);
    await client.post(`/me/email_addresses/${id}/attempt_verification`, { code });
    expect(await readAddress()).toMatchObject({ reserved: false });
  });

  it('is given with an entry for each address', async () => {
    const body = { email_address: ['a@example.com'], email_address_identification_status: [] };
    const answer = await callBackend(emulator, '/users', { method: 'POST', body });
    expect(await readError(answer)).toMatchObject({
      status: 422,
      parameter: 'email_address_identification_status',
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
