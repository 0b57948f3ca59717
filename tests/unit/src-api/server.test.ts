import type { RequestListener, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../src-api/logger.ts';
import { type ApiServer, startServer } from '../../../src-api/server.ts';

const logger = createLogger('silent');
const servers: ApiServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(listener: RequestListener): Promise<ApiServer> {
  const started = await startServer({ port: 0, createListener: () => listener, logger });
  if (!started.ok) throw new Error(started.error.problem.reason);
  servers.push(started.data);
  return started.data;
}

/** A promise of the response object of the first request, and what fulfils it. */
function createArrival() {
  let fulfil = (_response: ServerResponse): void => undefined;
  const promise = new Promise<ServerResponse>((resolve) => {
    fulfil = resolve;
  });
  return { promise, resolve: (response: ServerResponse) => fulfil(response) };
}

describe('startServer', () => {
  it('tells the listener the address before the first request', async () => {
    let told = '';
    const started = await startServer({
      port: 0,
      logger,
      createListener: (url) => {
        told = url;
        return (_request, response) => void response.end(url);
      },
    });
    if (!started.ok) throw new Error(started.error.problem.reason);
    servers.push(started.data);
    expect(told).toBe(started.data.url);
    expect(await (await fetch(started.data.url)).text()).toBe(told);
  });

  describe('answers each request once', () => {
    const received = (port: number, bytes: string): Promise<string> =>
      new Promise((resolve) => {
        let text = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
        socket.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          // The answer is there: no more of the request comes.
          if (text.includes('answered')) socket.end();
        });
        socket.on('close', () => resolve(text));
      });
    const statusesIn = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    const head = 'POST / HTTP/1.1\r\nHost: a\r\n';

    it('also when the rest of its body never comes', async () => {
      const { port } = await serve((_request, response) => void response.end('answered'));
      expect(statusesIn(await received(port, `${head}Content-Length: 100\r\n\r\nx`))).toEqual(['200']);
    });

    it('also when its body turns out to be no body', async () => {
      const { port } = await serve((request, response) => {
        request.resume();
        response.end('answered');
      });
      const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`;
      expect(statusesIn(await received(port, `${chunked}1\r\nx\r\nno chunk`))).toEqual(['200']);
    });

    it('and what follows a whole one as a request of its own', async () => {
      const { port } = await serve((_request, response) => void response.end());
      const text = await received(port, `${head}Content-Length: 0\r\n\r\nno request\r\n\r\n`);
      expect(statusesIn(text)).toEqual(['200', '400']);
    });
  });

  it('names a port that is in use and what to do', async () => {
    const { port } = await serve((_request, response) => void response.end());
    const second = await startServer({ port, createListener: () => () => undefined, logger });
    expect(second).toEqual({
      ok: false,
      error: {
        code: 'port-in-use',
        problem: {
          setting: 'FRONTDESK_PORT',
          reason: `port ${port} is in use`,
          remedy: expect.stringContaining('--port'),
        },
      },
    });
  });

  it('lets a running request finish when it closes, and takes no new ones', async () => {
    const arrival = createArrival();
    const { url, close } = await serve((_request, response) => arrival.resolve(response));
    const running = fetch(url).then((response) => response.text());
    const response = await arrival.promise;
    const closed = close();
    await expect(fetch(url)).rejects.toThrow();
    response.end('done');
    expect(await running).toBe('done');
    await closed;
  });

  it('cuts what has not finished 5 seconds after it began to close', async () => {
    const arrival = createArrival();
    const { url, close } = await serve((_request, response) => arrival.resolve(response));
    const outcome = fetch(url).then(
      () => 'answered',
      () => 'cut',
    );
    await arrival.promise;
    const startedAt = performance.now();
    await close();
    expect(performance.now() - startedAt).toBeGreaterThan(4_900);
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    expect(await outcome).toBe('cut');
  });

  it('does not wait for idle keep-alive connections', async () => {
    const { url, close } = await serve((_request, response) => void response.end('ok'));
    await (await fetch(url)).text();
    const startedAt = performance.now();
    await close();
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it.each([
    ['nothing', ''],
    ['half a header', 'GET / HTTP/1.1\r\nHo'],
  ])('does not wait for a client that connected and sent %s', async (_name, bytes) => {
    const arrival = createArrival();
    const { url, port, close } = await serve((_request, response) => arrival.resolve(response));
    const waiting = connect(port, '127.0.0.1', () => waiting.write(bytes));
    waiting.on('error', () => undefined);
    const running = fetch(url).then((response) => response.text());
    const response = await arrival.promise;
    const closed = close();
    setTimeout(() => response.end('done'), 500);
    expect(await running).toBe('done');
    const startedAt = performance.now();
    await closed;
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it('can be closed twice', async () => {
    const { close } = await serve((_request, response) => void response.end());
    await Promise.all([close(), close()]);
  });
});

describe('a request that is not HTTP', () => {
  it.each([
    '\r\n\r\nGARBAGE\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET / HTTP/1.1\r\nBad Header: x\r\n\r\n',
    '\u0016\u0003\u0001',
  ])('gets problem details: %j', async (bytes) => {
    const { port } = await serve((_request, response) => void response.end());
    const received = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(`${bytes}\r\n\r\n`));
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(received).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(received).toContain('Content-Type: application/problem+json');
    expect(JSON.parse(received.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      code: 'invalid-request',
      status: 400,
    });
  });

  it('does not disturb an answer that is on its way', async () => {
    const { port } = await serve((_request, response) => {
      response.write('first half');
    });
    const received = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        socket.write('GARBAGE\r\n\r\n');
      });
      socket.on('close', () => resolve(text));
    });
    expect(received).toContain('first half');
    expect(received).not.toContain('problem+json');
  });
});
