import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../../src-api/create-api.ts';
import { createLogger } from '../../../src-api/logger.ts';
import { type ApiServer, startServer } from '../../../src-api/server.ts';
import { type ClerkFixture, fixtureOrigin, startClerkFixture } from './support/clerk-fixture.ts';

/** The same API twice, on ports of their own: with the short way, and as the Express application alone. */
describe('the short way answers what Express answers', () => {
  let clerk: ClerkFixture;
  const servers: ApiServer[] = [];
  const logs: string[][] = [[], []];
  beforeAll(async () => {
    clerk = await startClerkFixture();
    clerk.addUser('user_ada', 'sess_ada');
    for (const [index, log] of logs.entries()) {
      const logger = createLogger('info', { write: (line) => void log.push(line) });
      const api = createApi({
        clerk: clerk.settings(),
        authorizedParties: [fixtureOrigin],
        requireAuthorizedParty: false,
        logger,
        version: '0.1.0',
        settings: { FRONTDESK_RATE_LIMIT_PER_TOKEN: 6, FRONTDESK_RATE_LIMIT_TOTAL: 1_000 },
        now: () => 0,
      });
      const createListener = () => (index === 0 ? api.listener : api.app);
      const started = await startServer({ port: 0, createListener, logger });
      if (!started.ok) throw new Error(started.error.problem.reason);
      servers.push(started.data);
    }
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    await clerk.close();
  });

  const read = async ({ url }: ApiServer, path: string, init: RequestInit) => {
    const response = await fetch(`${url}${path}`, init);
    const headers = Object.fromEntries(response.headers);
    const id = headers['x-request-id'] ?? '';
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const body = (await response.text()).replaceAll(id, 'ID');
    return { status: response.status, headers: { ...headers, 'x-request-id': 'ID', date: '' }, body };
  };
  const compare = async (path: string, init: RequestInit) => {
    const answers = [];
    for (const server of servers) answers.push(await read(server, path, init));
    const [short, express] = answers;
    expect(short).toEqual(express);
    return short?.status;
  };

  it.each([
    ['/protected', {}, 200],
    ['/protected?session_id=sess_ada', {}, 200],
    ['/protected?session_id=sess_grace', {}, 403],
    ['/protected?nothing=1', {}, 400],
    ['/v1/me', { Origin: fixtureOrigin }, 200],
    ['/v1/sessions', {}, 200],
    ['/v1/me', { Origin: 'https://evil.example' }, 403],
    ['/v1/admin/users', {}, 403],
    ['/v1/me/', {}, 404],
    ['/', {}, 200],
  ])('%s with %j: %i', async (path, more, status) => {
    const headers = { Authorization: `Bearer ${await clerk.signToken({ path })}`, ...more };
    expect(await compare(path, { headers })).toBe(status);
  });

  it.each(['made.up.token', 'x', ''])('refuses the token %j alike', async (token) => {
    expect(await compare('/v1/me', { headers: { Authorization: `Bearer ${token}` } })).toBe(401);
  });

  it('limits alike, and counts both ways together', async () => {
    const headers = { Authorization: `Bearer ${await clerk.signToken({ limited: true })}` };
    for (const path of ['/v1/me', '/', '/v1/me', '/', '/v1/me', '/'])
      expect(await compare(path, { headers })).toBe(200);
    expect(await compare('/v1/me', { headers })).toBe(429);
    expect(await compare('/', { headers })).toBe(429);
  });

  it('logs alike', async () => {
    const readLines = (log: string[]) =>
      log.map((line) => {
        const { requestId: _id, time: _time, milliseconds: _duration, pid: _pid, ...rest } = JSON.parse(line);
        return rest;
      });
    const [short = [], express = []] = logs;
    await expect.poll(() => short.length).toBe(express.length);
    expect(readLines(short)).toEqual(readLines(express));
    expect(short.length).toBeGreaterThan(20);
  });
});
