import { generateKeyPairSync } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiReady, apiReadySchema } from '../../../src-contracts/ready-line.ts';
import { type ServerProcess, startServer } from '../../support/server-process.ts';

const isOfSdk = ({ headers }: IncomingMessage): boolean => /clerk/.test(headers['user-agent'] ?? '');

/** The bundle, because the SDK in it takes hold of fetch when it is read, which tests from source do not see. */
describe('the built API with a Clerk that accepts connections and never answers', () => {
  const unanswered = new Set<ServerResponse>();
  const asked = new EventEmitter();
  let api: ServerProcess<ApiReady>;

  const clerk = createServer((request, response) => {
    const { port } = clerk.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const keys = { publishableKey: `pk_test_${btoa(`127.0.0.1:${port}$`)}`, secretKey: 'sk_test_of_nobody' };
    if (request.url === '/_emulator')
      response.end(JSON.stringify({ name: 'frontdesk-emulator', version: '0', url, issuer: url, ...keys }));
    else if (request.url === '/v1/jwks' && !isOfSdk(request)) {
      const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ keys: [{ ...jwk, kid: 'ins_1', use: 'sig', alg: 'RS256' }] }));
    } else {
      unanswered.add(response);
      asked.emit('unanswered');
      response.once('close', () => unanswered.delete(response));
    }
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => clerk.listen(0, '127.0.0.1', resolve));
    const { port } = clerk.address() as AddressInfo;
    const environment = { FRONTDESK_EMULATOR_URL: `http://127.0.0.1:${port}` };
    api = await startServer('api', ['--port', '0'], apiReadySchema, environment);
  });
  afterAll(async () => {
    await api.stop();
    clerk.closeAllConnections();
    clerk.close();
  });

  it('says 503 within the time limit, and keeps no connection open', async () => {
    // The signing keys are there; the SDK asks and gets no answer.
    const question = once(asked, 'unanswered');
    const answer = await fetch(`${api.ready.url}/readyz`);
    expect(answer.status).toBe(503);
    await question;
    await expect.poll(() => unanswered.size).toBe(0);
  });
});
