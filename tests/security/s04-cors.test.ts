import express from 'express';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src-api/logger.ts';
import { createCrossOrigin } from '../../src-api/middleware/cross-origin.ts';
import { startServer } from '../../src-api/server.ts';
import { launchTokenHeader } from '../../src-contracts/brand.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const ours = 'frontdesk://app';
const preflight = (origin: string, headers = 'authorization') => ({
  method: 'OPTIONS',
  headers: {
    Origin: origin,
    'Access-Control-Request-Method': 'DELETE',
    'Access-Control-Request-Headers': headers,
    'Access-Control-Request-Private-Network': 'true',
  },
});

describe('S04: CORS is exact', () => {
  const embedded = useApi({ mode: 'embedded' });

  it('allows our origin by name, without credentials, and says that the answer depends on it', async () => {
    const response = await embedded().api.request('/', { headers: { Origin: ours } });
    expect(response.headers.get('access-control-allow-origin')).toBe(ours);
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('vary')).toContain('Origin');
    expect(response.headers.get('access-control-expose-headers')).toBe(
      'x-request-id,retry-after,www-authenticate',
    );
  });

  it('says that the answer depends on the origin when none was sent', async () => {
    const response = await embedded().api.request('/');
    expect(response.headers.get('vary')).toContain('Origin');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers a preflight without the launch token, listing only what is used', async () => {
    const { api } = embedded();
    const response = await fetch(`${api.url}/v1/sessions/sess_ada`, preflight(ours, 'authorization,x-evil'));
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(ours);
    expect(response.headers.get('access-control-allow-methods')).toBe('GET,HEAD,PATCH,POST,DELETE');
    expect(response.headers.get('access-control-allow-headers')).toBe(
      `authorization,content-type,${launchTokenHeader}`,
    );
    expect(response.headers.get('access-control-allow-private-network')).toBeNull();
    expect(response.headers.get('vary')).toContain('Origin');
  });

  it.each(['null', 'https://evil.example', `${ours}.evil.example`])(
    'refuses the preflight of %s',
    async (origin) => {
      const { api } = embedded();
      const response = await fetch(`${api.url}/protected`, preflight(origin));
      expect(response.status).toBe(403);
      for (const [name] of response.headers) expect(name).not.toMatch(/^access-control-/);
    },
  );

  it('lets our window read why it was refused', async () => {
    const { api } = embedded();
    const response = await fetch(`${api.url}/protected`, { headers: { Origin: ours } });
    expect(response.status).toBe(401);
    expect(response.headers.get('access-control-allow-origin')).toBe(ours);
  });

  it.each(['null', 'https://evil.example', 'frontdesk://app.evil.example', undefined])(
    'allows %s nothing even if the loopback guard let it through',
    async (origin) => {
      const app = express();
      app.use(createCrossOrigin([ours], ['GET']));
      const server = await startServer({
        port: 0,
        createListener: () => app,
        logger: createLogger('silent'),
      });
      if (!server.ok) throw new Error(server.error.problem.reason);
      for (const method of ['GET', 'OPTIONS']) {
        const response = await fetch(server.data.url, {
          method,
          headers: origin === undefined ? {} : { Origin: origin },
        });
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
        expect(response.headers.get('vary')).toContain('Origin');
      }
      await server.data.close();
    },
  );
});
