import { createClerkClient } from '@clerk/backend';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createControlClient } from '../../../src-emulator/control-client.ts';
import type { Emulator } from '../../../src-emulator/create-emulator.ts';
import { ada, callBackend, createFrontendClient, grace, readError, startEmulator } from './harness.ts';

let emulator: Emulator;
let clerk: ReturnType<typeof createClerkClient>;
let adaId: string;

beforeEach(async () => {
  emulator = await startEmulator();
  const { url, secretKey, publishableKey } = emulator;
  clerk = createClerkClient({ apiUrl: url, secretKey, publishableKey, telemetry: { disabled: true } });
  const { data } = await clerk.users.getUserList({ emailAddress: [ada.emailAddress] });
  adaId = data[0]?.id ?? '';
});
afterEach(() => emulator.close());

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

describe('users', () => {
  beforeEach(async () => {
    await createControlClient(emulator.url).changeSettings({ phoneNumber: 'optional', username: 'optional' });
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
