import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openClerkConnection } from '../../../src-api/clerk-connection.ts';
import { createLogger } from '../../../src-api/logger.ts';

const logger = createLogger('silent');
const publishableKey = `pk_test_${btoa('clerk.example.com$')}`;
const open = (environment: Record<string, string>, settings = {}) =>
  openClerkConnection({ environment, settings, readTextFile: () => 'sk_test_from_file\n', logger });

/** A server that answers GET /_emulator with `body`. */
async function withServer(body: string, test: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_request, response) => void response.end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  server.closeAllConnections();
  server.close();
}

describe('openClerkConnection', () => {
  it('makes an instance of both keys', async () => {
    const connection = await open({
      CLERK_PUBLISHABLE_KEY: publishableKey,
      CLERK_SECRET_KEY_FILE: '/run/secret',
    });
    expect(connection).toMatchObject({
      ok: true,
      data: {
        clerk: {
          connection: 'instance',
          secretKey: 'sk_test_from_file',
          apiUrl: 'https://api.clerk.com',
          issuer: 'https://clerk.example.com',
        },
      },
    });
  });

  it('makes a public connection of the publishable key alone', async () => {
    const connection = await open({ CLERK_PUBLISHABLE_KEY: publishableKey });
    expect(connection).toMatchObject({ ok: true, data: { clerk: { connection: 'public' } } });
  });

  it('refuses a PEM that could never verify a token', async () => {
    const { publicKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const connection = await open({ CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_JWT_KEY: publicKey });
    expect(connection).toMatchObject({ ok: false, error: { setting: 'CLERK_JWT_KEY' } });
  });

  it('asks a running emulator for its keys', async () => {
    const emulator = {
      name: 'frontdesk-emulator',
      version: '0.1.0',
      url: 'http://127.0.0.1:4100',
      publishableKey: 'pk_test_e',
      secretKey: 'sk_test_e',
      issuer: 'https://clerk.emulator.localhost',
      emulated: true,
    };
    await withServer(JSON.stringify(emulator), async (url) => {
      const connection = await open({}, { FRONTDESK_EMULATOR_URL: url });
      expect(connection).toMatchObject({
        ok: true,
        data: { clerk: { connection: 'emulator', apiUrl: emulator.url, issuer: emulator.issuer } },
      });
    });
  });

  it.each(['{}', 'null', '"text"', 'not JSON', '{"name":"another-service"}'])(
    'refuses a server that is no emulator: %s',
    async (body) => {
      await withServer(body, async (url) => {
        const connection = await open({}, { FRONTDESK_EMULATOR_URL: url });
        expect(connection).toMatchObject({ ok: false, error: { setting: 'FRONTDESK_EMULATOR_URL' } });
      });
    },
  );

  it('says when the build carries no emulator', async () => {
    expect(await open({})).toMatchObject({
      ok: false,
      error: {
        setting: 'CLERK_PUBLISHABLE_KEY',
        reason: expect.stringContaining('carries no Clerk emulator'),
      },
    });
  });
});
