import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createClerkCaller } from '../../../../src-api/clerk/clerk-caller.ts';
import { createKeySetFetch } from '../../../../src-api/clerk/key-set-fetch.ts';
import type { ClerkSettings } from '../../../../src-contracts/clerk-settings.ts';
import { createSigningKey } from '../../../integration/api/support/clerk-fixture.ts';
import { rejectedProblemCode } from '../support/problem-code.ts';

const key = await createSigningKey('ins_1');
const keySet = JSON.stringify({ keys: [key.publicJwk] });
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const fetchWith = (clerk: ClerkSettings) =>
  createKeySetFetch(
    clerk,
    createClerkCaller(() => 0),
  );
const instanceAt = (apiUrl: string) =>
  fetchWith({
    connection: 'instance',
    publishableKey: 'pk_test_x',
    secretKey: 'sk_test_x',
    apiUrl,
    issuer: 'https://clerk.example.com',
  });

describe('createKeySetFetch', () => {
  it('asks the Backend API with the secret key', async () => {
    const url = await listen((request, response) => {
      const isRight = request.url === '/v1/jwks' && request.headers.authorization === 'Bearer sk_test_x';
      response.writeHead(isRight ? 200 : 400).end(keySet);
    });
    expect([...(await instanceAt(url)()).keys()]).toEqual(['ins_1']);
  });

  it('asks the issuer of a public connection, without any key', async () => {
    const url = await listen((request, response) => {
      const isRight = request.url === '/.well-known/jwks.json' && request.headers.authorization === undefined;
      response.writeHead(isRight ? 200 : 400).end(keySet);
    });
    const fetchKeySet = fetchWith({ connection: 'public', publishableKey: 'pk_test_x', issuer: url });
    expect([...(await fetchKeySet()).keys()]).toEqual(['ins_1']);
  });

  it('never follows a redirect, which would take the secret key along', async () => {
    let followed = false;
    const target = await listen((_request, response) => {
      followed = true;
      response.end(keySet);
    });
    const url = await listen((_request, response) => response.writeHead(307, { Location: target }).end());
    expect(await rejectedProblemCode(instanceAt(url)())).toBe('clerk-unreachable');
    expect(followed).toBe(false);
  });

  it.each([
    [401, '{}', 'clerk-rejected-key'],
    [429, '{}', 'clerk-rate-limited'],
    [404, '{}', 'clerk-unreachable'],
    [500, keySet, 'clerk-unreachable'],
    [200, '{"keys":[]}', 'clerk-unreachable'],
    [200, 'not JSON', 'clerk-unreachable'],
  ])('refuses the answer %d %s', async (status, body, code) => {
    const url = await listen((_request, response) => response.writeHead(status).end(body));
    expect(await rejectedProblemCode(instanceAt(url)())).toBe(code);
  });

  it('gives up after 2 seconds', async () => {
    const url = await listen(() => undefined);
    const startedAt = performance.now();
    expect(await rejectedProblemCode(instanceAt(url)())).toBe('clerk-unreachable');
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });
});
