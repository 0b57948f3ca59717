import { request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { apiReadySchema } from '../../../src-contracts/ready-line.ts';
import { createCertificate } from '../../support/certificate.ts';
import { runCommand } from '../../support/run-command.ts';
import { startServerForTest } from '../../support/server-for-test.ts';

const certificate = createCertificate(['api.example.com', 'localhost', '127.0.0.1']);
afterAll(certificate.remove);
const tlsFlags = ['--tls-cert', certificate.certFile, '--tls-key', certificate.keyFile];

async function start(flags: string[], environment: Record<string, string> = {}) {
  const server = await startServerForTest('api', ['--port', '0', ...flags], apiReadySchema, environment);
  return { url: server.ready.url, port: Number(new URL(server.ready.url).port) };
}

type Answer = { status: number; body: string };

/** GET over HTTPS at 127.0.0.1, with the certificate checked for `servername`. */
const get = (port: number, path: string, host: string, servername = 'localhost'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const address = { host: '127.0.0.1', port, path, servername, ca: certificate.cert };
    const question = requestByHttps({ ...address, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    question.on('error', reject);
    question.end();
  });

/** What comes back for bytes sent in clear. */
const sendClear = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });

describe('the API with a certificate', () => {
  it('speaks HTTPS on loopback, under its two addresses', async () => {
    const { url, port } = await start(tlsFlags);
    expect(url).toBe(`https://127.0.0.1:${port}`);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`])
      expect(await get(port, '/healthz', host)).toEqual({ status: 200, body: '{"status":"ok"}' });
    expect((await get(port, '/protected', `localhost:${port}`)).body).toContain('"token-missing"');
  });

  it('answers nothing in clear, and goes on', async () => {
    const { port } = await start(tlsFlags);
    expect(await sendClear(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)).not.toContain(
      '200 OK',
    );
    expect(await sendClear(port, '\u0016\u0003\u0001garbage')).not.toContain('HTTP/1.1');
    expect((await get(port, '/healthz', `localhost:${port}`)).status).toBe(200);
  });

  it('cuts a handshake that is not made within 5 seconds', async () => {
    const { port } = await start(tlsFlags);
    const startedAt = performance.now();
    await sendClear(port, '');
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(seconds).toBeGreaterThan(4.5);
    expect(seconds).toBeLessThan(10);
  });

  it('serves the hosts that are allowed and no others', async () => {
    const environment = { FRONTDESK_ALLOWED_HOSTS: 'api.example.com,api.example.com:8443' };
    const { port } = await start(['--host', '0.0.0.0', ...tlsFlags], environment);
    for (const host of ['api.example.com', 'api.example.com:8443', `127.0.0.1:${port}`])
      expect((await get(port, '/healthz', host, 'api.example.com')).status).toBe(200);
    for (const host of [`api.example.com:${port}`, 'API.example.com', 'evil.example', `0.0.0.0:${port}`]) {
      const answer = await get(port, '/healthz', host);
      expect([answer.status, JSON.parse(answer.body).code]).toEqual([421, 'host-not-allowed']);
    }
  });
});

const [networkAddress] = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ family, internal }) => family === 'IPv4' && !internal)
  .map(({ address }) => address);
/** 127.0.0.2 stands in on a machine without a network: it is not the address of the default either. */
const elsewhere = networkAddress ?? '127.0.0.2';

describe('the API behind a proxy', () => {
  it('speaks plain HTTP where it is told to, under the names of the proxy', async () => {
    const { port } = await start(['--host', '0.0.0.0'], {
      FRONTDESK_BEHIND_PROXY: 'true',
      FRONTDESK_ALLOWED_HOSTS: 'api.example.com',
    });
    const ask = (host: string) =>
      new Promise<number>((resolve, reject) => {
        requestByHttp({ host: elsewhere, port, path: '/healthz', headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        })
          .on('error', reject)
          .end();
      });
    expect(await ask('api.example.com')).toBe(200);
    expect(await ask(`${elsewhere}:${port}`)).toBe(421);
    expect(await ask('evil.example')).toBe(421);
  });
});

describe('S01: beyond loopback only with HTTPS', () => {
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['plain HTTP', ['--host', elsewhere], {}, /FRONTDESK_HOST: session tokens would cross .* plain HTTP/],
    [
      'plain HTTP although a name is allowed',
      ['--host', '0.0.0.0'],
      { FRONTDESK_ALLOWED_HOSTS: 'api.example.com', FRONTDESK_BEHIND_PROXY: 'false' },
      /FRONTDESK_BEHIND_PROXY=true/,
    ],
    [
      'all addresses without a name',
      ['--host', '0.0.0.0', ...tlsFlags],
      {},
      /FRONTDESK_ALLOWED_HOSTS: it is missing/,
    ],
    ['an address of another machine', ['--host', '192.0.2.1', ...tlsFlags], {}, /no address of this machine/],
    ['a missing key', tlsFlags.slice(0, 2), {}, /FRONTDESK_TLS_KEY_FILE: it is missing/],
  ])('refuses to start with %s, in one line', async (_name, flags, environment, line) => {
    const { exitCode, stdout, stderr } = await runCommand('api', ['--port', '0', ...flags], environment);
    expect(stderr).toMatch(line);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect([exitCode, stdout]).toEqual([1, '']);
  });
});
