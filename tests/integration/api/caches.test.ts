import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { readProblemCode } from './support/api-under-test.ts';
import type { Fault } from './support/clerk-fixture.ts';
import { useApi } from './support/use-api.ts';

const seconds = 1_000;
const greetingSchema = z.object({ message: z.string() });
const isUser = (path: string) => path.startsWith('/v1/users/');

/** Requests as Ada: the greeting, or the code of the problem. */
function createOutcome(running: ReturnType<typeof useApi>) {
  return async (): Promise<string> => {
    const { api, clerk } = running();
    const response = await api.requestAs(await clerk.signToken());
    return response.ok ? greetingSchema.parse(await response.json()).message : readProblemCode(response);
  };
}

const renameAda = (running: ReturnType<typeof useApi>, name: string): void => {
  const { users } = running().clerk;
  users.set('user_ada', { ...users.get('user_ada'), first_name: name });
};

describe('the cache of users', () => {
  const clock = { time: 0 };
  const running = useApi({ now: () => clock.time });
  const outcome = createOutcome(running);
  const countUsers = () => running().clerk.requests.filter((request) => request.includes('/users/')).length;

  it('asks for 200 first requests of one user at the same time once', async () => {
    const { api, clerk } = running();
    const token = await clerk.signToken();
    const answers = await Promise.all(Array.from({ length: 200 }, () => api.requestAs(token)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(clerk.requests.filter((request) => !request.endsWith('/jwks'))).toEqual([
      'GET /v1/sessions/sess_ada',
      'GET /v1/users/user_ada',
    ]);
  });

  it('answers a user of more than a minute as it was, and asks again meanwhile', async () => {
    renameAda(running, 'Augusta');
    clock.time = 59 * seconds;
    expect(await outcome()).toBe('Hello, Ada!');
    expect(countUsers()).toBe(1);
    clock.time = 60 * seconds;
    expect(await outcome()).toBe('Hello, Ada!');
    await vi.waitFor(async () => expect(await outcome()).toBe('Hello, Augusta!'));
    expect(countUsers()).toBe(2);
  });

  it('goes on with the user it knows while only users cannot be had, for five minutes', async () => {
    running().clerk.setFault((path): Fault | undefined => (isUser(path) ? { kind: 'cut' } : undefined));
    for (const after of [100, 299]) {
      clock.time = (60 + after) * seconds;
      expect(await outcome()).toBe('Hello, Augusta!');
    }
    clock.time = (60 + 300) * seconds;
    expect(await outcome()).toBe('clerk-unreachable');
    running().clerk.setFault(undefined);
  });

  it('is of no use to a revoked session', async () => {
    const { sessions } = running().clerk;
    await vi.waitFor(async () => expect(await outcome()).toBe('Hello, Augusta!'), { timeout: 5_000 });
    sessions.set('sess_ada', { userId: 'user_ada', status: 'revoked' });
    clock.time += 60 * seconds;
    expect(await outcome()).toBe('session-not-active');
    sessions.set('sess_ada', { userId: 'user_ada', status: 'active' });
    clock.time += 5 * seconds;
  });

  it('forgets a user who is gone', async () => {
    expect(await outcome()).toBe('Hello, Augusta!');
    running().clerk.users.delete('user_ada');
    clock.time += 60 * seconds;
    await vi.waitFor(async () => expect(await outcome()).toBe('user-not-found'));
  });
});

describe('FRONTDESK_USER_CACHE_SECONDS and FRONTDESK_SESSION_CACHE_SECONDS', () => {
  const running = useApi({
    now: () => 0,
    frontdesk: { FRONTDESK_USER_CACHE_SECONDS: 0, FRONTDESK_SESSION_CACHE_SECONDS: 0 },
  });
  const outcome = createOutcome(running);

  it('0 means that Clerk is asked on each request', async () => {
    expect(await outcome()).toBe('Hello, Ada!');
    renameAda(running, 'Augusta');
    expect(await outcome()).toBe('Hello, Augusta!');
    running().clerk.sessions.set('sess_ada', { userId: 'user_ada', status: 'ended' });
    expect(await outcome()).toBe('session-not-active');
  });
});
