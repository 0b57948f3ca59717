import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readProblem } from './support/api-under-test.ts';
import { useApi } from './support/use-api.ts';
import { deliver, eventOf, signDelivery, webhookSecret } from './support/webhook-sender.ts';

const greetingSchema = z.object({ message: z.string() });

describe('a webhook', () => {
  // Time stands still: nothing but a webhook makes anything stale.
  const running = useApi({ now: () => 0, extra: { webhookSecret } });

  const greet = async (): Promise<string> => {
    const { api, clerk } = running();
    const response = await api.requestAs(await clerk.signToken());
    return response.ok ? greetingSchema.parse(await response.json()).message : String(response.status);
  };

  beforeEach(async () => {
    const { api, clerk } = running();
    clerk.addUser('user_ada', 'sess_ada');
    await deliver(api, eventOf('user.updated', { id: 'user_ada' }));
    await deliver(api, eventOf('session.created', { id: 'sess_ada' }));
    expect(await greet()).toBe('Hello, Ada!');
  });

  it.each(['user.updated', 'user.created'])('%s makes a changed name show at once', async (type) => {
    const { api, clerk } = running();
    clerk.addUser('user_ada', 'sess_ada', { first_name: 'Augusta' });
    expect(await greet()).toBe('Hello, Ada!');
    expect((await deliver(api, eventOf(type, { id: 'user_ada' }))).status).toBe(204);
    expect(await greet()).toBe('Hello, Augusta!');
  });

  it.each(['session.ended', 'session.removed', 'session.revoked'])(
    '%s refuses the session at once',
    async (type) => {
      const { api, clerk } = running();
      clerk.sessions.set('sess_ada', { userId: 'user_ada', status: 'revoked' });
      expect(await greet()).toBe('Hello, Ada!');
      await deliver(api, eventOf(type, { id: 'sess_ada', user_id: 'user_ada', status: 'revoked' }));
      expect(await greet()).toBe('401');
    },
  );

  it('user.deleted refuses the sessions of the user at once, and nobody else', async () => {
    const { api, clerk } = running();
    const grace = await clerk.signToken({ sub: 'user_grace', sid: 'sess_grace' });
    await api.requestAs(grace);
    clerk.users.delete('user_ada');
    clerk.sessions.delete('sess_ada');
    await deliver(api, eventOf('user.deleted', { id: 'user_ada', deleted: true }));
    expect(await greet()).toBe('401');
    clerk.requests.length = 0;
    expect((await api.requestAs(grace)).status).toBe(200);
    expect(clerk.requests).toEqual([]);
  });

  it('of a membership makes its user stale', async () => {
    const { api, clerk } = running();
    clerk.requests.length = 0;
    const data = { id: 'orgmem_1', public_user_data: { user_id: 'user_ada' } };
    await deliver(api, eventOf('organizationMembership.updated', data));
    await greet();
    expect(clerk.requests.toSorted()).toEqual(['GET /v1/sessions/sess_ada', 'GET /v1/users/user_ada']);
  });

  it('of another kind is taken and makes nothing stale', async () => {
    const { api, clerk } = running();
    clerk.requests.length = 0;
    expect((await deliver(api, eventOf('email.created', { id: 'ema_1' }))).status).toBe(204);
    await greet();
    expect(clerk.requests).toEqual([]);
  });

  it('needs neither a session nor an origin, but a Host of ours', async () => {
    const { api } = running();
    const delivery = signDelivery(eventOf('user.updated', { id: 'user_ada' }));
    const elsewhere = { ...delivery, headers: { ...delivery.headers, Origin: 'https://elsewhere.example' } };
    const refused = await api.request('/webhooks/clerk', elsewhere);
    expect(await readProblem(refused)).toMatchObject({ status: 403, code: 'origin-not-allowed' });
    expect((await api.request('/webhooks/clerk', delivery)).status).toBe(204);
  });
});

describe('without a signing secret', () => {
  const running = useApi();

  it('there are no webhooks', async () => {
    const response = await deliver(running().api, eventOf('user.updated', { id: 'user_ada' }));
    expect(await readProblem(response)).toMatchObject({
      status: 404,
      code: 'not-found',
      detail: 'Webhooks are off here.',
    });
  });
});
