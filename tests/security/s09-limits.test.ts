import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readProblemCode } from '../integration/api/support/api-under-test.ts';
import { sendRaw } from '../integration/api/support/raw-request.ts';
import { useApi } from '../integration/api/support/use-api.ts';

/**
 * Sends `bytes`, then nothing more; resolves with what came back and after how many milliseconds the line was
 * cut.
 */
const stall = (port: number, bytes: string): Promise<{ received: string; milliseconds: number }> =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ received, milliseconds: performance.now() - startedAt }));
  });

const removalHead = (port: number) =>
  `DELETE /v1/sessions/x HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n`;

describe('S09: size and time limits hold', () => {
  const running = useApi();
  const remove = (body: string) =>
    running().api.request('/v1/sessions/x', {
      method: 'DELETE',
      body,
      headers: { 'Content-Type': 'application/json' },
    });

  it('takes a body of 64 KiB and no more', async () => {
    const fits = `{"x":"${'x'.repeat(65_536 - 8)}"}`;
    expect(await readProblemCode(await remove(fits))).toBe('token-missing');
    const response = await remove(`${fits} `);
    expect([response.status, await readProblemCode(response)]).toEqual([413, 'payload-too-large']);
  });

  it('refuses a body that is announced as larger before it is sent', async () => {
    const { api } = running();
    for (const expectation of ['', 'Expect: 100-continue\r\n']) {
      const head = `${removalHead(api.port)}${expectation}Content-Length: 99999999\r\n\r\n`;
      const answer = await sendRaw(api.port, `${head}{`);
      expect([answer.status, JSON.parse(answer.body).code]).toEqual([413, 'payload-too-large']);
    }
  });

  it('counts chunked bodies as well', async () => {
    const { api } = running();
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const head = removalHead(api.port);
    const answer = await sendRaw(
      api.port,
      `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}0\r\n\r\n`,
    );
    expect(answer.status).toBe(413);
  });

  it.each([
    [
      'header',
      (port: number) => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
    ],
    ['URL', (port: number) => `GET /?${'x'.repeat(20_000)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`],
  ])('refuses a %s of more than 16 KiB', async (_name, bytesOf) => {
    const { api } = running();
    const answer = await sendRaw(api.port, bytesOf(api.port));
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 'header-too-large',
      status: 431,
      detail: expect.stringContaining('16 KiB'),
    });
  });

  it.concurrent('cuts a client that does not finish its header within 5 seconds', async () => {
    const { api } = running();
    const { received, milliseconds } = await stall(
      api.port,
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\n`,
    );
    expect(received).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(received).toContain('"code":"request-timeout"');
    expect(milliseconds).toBeGreaterThan(4_500);
    expect(milliseconds).toBeLessThan(8_000);
  });

  it.concurrent('cuts a client that does not finish its body within 10 seconds', async () => {
    const { api } = running();
    const head = removalHead(api.port);
    const { received, milliseconds } = await stall(api.port, `${head}Content-Length: 10\r\n\r\n{`);
    expect(received).toContain('"code":"request-timeout"');
    expect(milliseconds).toBeLessThan(13_000);
  });
});
