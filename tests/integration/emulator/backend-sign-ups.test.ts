import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findUser, setUpClerk } from './clerk-client.ts';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, days, readCode, readError } from './harness.ts';

const mary = { email_address: 'mary@example.com', password: 'Jacquard-Loom-1804' };

let id: string;

const clock = setUpClock();
const { client, emulator } = setUpEmulator({ clock: clock.read });
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  id = z.string().parse((await client.post('/client/sign_ups', mary)).object.id);
});

const update = (body: unknown) => callBackend(emulator, `/sign_ups/${id}`, { method: 'PATCH', body });

async function complete() {
  await client.post(`/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
  const code = await readCode(emulator, mary.email_address);
  await client.post(`/client/sign_ups/${id}/attempt_verification`, { strategy: 'email_code', code });
}

describe('a sign-up that somebody has begun', () => {
  it('is read by a backend', async () => {
    expect(await clerk.signUps.get(id)).toMatchObject({
      id,
      status: 'missing_requirements',
      emailAddress: mary.email_address,
      unverifiedFields: ['email_address'],
      passwordEnabled: true,
      externalId: null,
      customAction: false,
    });
  });

  it('hands the external id that a backend gave it to its user', async () => {
    const changed = await clerk.signUps.update({
      signUpAttemptId: id,
      externalId: 'guest-7',
      customAction: true,
    });
    expect(changed).toMatchObject({ externalId: 'guest-7', customAction: true });
    expect((await client.readClient()).sign_up).toMatchObject({
      external_id: 'guest-7',
      custom_action: true,
    });
    await complete();
    const { createdUserId } = await clerk.signUps.get(id);
    expect(await clerk.users.getUser(createdUserId ?? '')).toMatchObject({ externalId: 'guest-7' });
  });

  it('is not changed once it is complete', async () => {
    await complete();
    expect(await clerk.signUps.get(id)).toMatchObject({ status: 'complete' });
    expect(await readError(await update({ external_id: 'late' }))).toMatchObject({
      status: 403,
      code: 'sign_up_cannot_be_updated',
    });
  });

  it('cannot have the external id of a user, whoever came first', async () => {
    await update({ external_id: 'guest-7' });
    const user = await findUser(clerk, ada.emailAddress);
    await clerk.users.updateUser(user.id, { externalId: 'guest-7' });
    expect(await readError(await update({ external_id: 'guest-7' }))).toMatchObject({
      status: 422,
      parameter: 'external_id',
    });
    await expect(complete()).rejects.toThrow('identification_claimed');
  });

  it('counts as abandoned a day later', async () => {
    clock.advance(days(1));
    expect(await clerk.signUps.get(id)).toMatchObject({ status: 'abandoned' });
  });

  it('is found by its own id only', async () => {
    const response = await callBackend(emulator, '/sign_ups/sua_none');
    expect(await readError(response)).toMatchObject({ status: 404, code: 'resource_not_found' });
  });
});
