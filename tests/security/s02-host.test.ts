import { describe, expect, it } from 'vitest';
import { sendRaw } from '../integration/api/support/raw-request.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const get = (target: string, hosts: string[], headers: string[] = []) =>
  `${[`GET ${target} HTTP/1.1`, ...hosts.map((host) => `Host: ${host}`), ...headers].join('\r\n')}\r\n\r\n`;

/** Hosts that are not ours, made from the port that is. */
const foreignHosts: [string, (port: number) => string[]][] = [
  ['another name', (port) => [`evil.example:${port}`]],
  ['a name that begins with ours', (port) => [`127.0.0.1.evil.example:${port}`]],
  ['a name below localhost', (port) => [`app.localhost:${port}`]],
  ['another port', (port) => [`127.0.0.1:${port + 1}`]],
  ['no port', () => ['127.0.0.1']],
  ['a port with a leading zero', (port) => [`127.0.0.1:0${port}`]],
  ['another spelling of the address', (port) => [`127.1:${port}`]],
  ['the address as a number', (port) => [`2130706433:${port}`]],
  ['another loopback address', (port) => [`127.0.0.2:${port}`]],
  ['IPv6 loopback', (port) => [`[::1]:${port}`]],
  ['mapped IPv4', (port) => [`[::ffff:127.0.0.1]:${port}`]],
  ['0.0.0.0', (port) => [`0.0.0.0:${port}`]],
  ['a trailing dot', (port) => [`localhost.:${port}`]],
  ['upper case', (port) => [`LOCALHOST:${port}`]],
  ['userinfo', (port) => [`evil@127.0.0.1:${port}`]],
  ['ours as userinfo', (port) => [`127.0.0.1:${port}@evil.example`]],
  ['a list', (port) => [`127.0.0.1:${port}, evil.example`]],
  ['an empty name', () => ['']],
  ['two headers, ours first', (port) => [`127.0.0.1:${port}`, 'evil.example']],
  ['two headers, ours last', (port) => ['evil.example', `127.0.0.1:${port}`]],
  ['ours twice', (port) => [`127.0.0.1:${port}`, `127.0.0.1:${port}`]],
  ['no header', () => []],
];

describe('S02: a Host that is not exactly ours is refused before routing', () => {
  const headless = useApi();
  const embedded = useApi({ mode: 'embedded' });

  it.each(foreignHosts)('refuses %s', async (_name, hostsOf) => {
    for (const { api } of [headless(), embedded()])
      for (const path of ['/', '/healthz', '/protected', '/no-such-route']) {
        const answer = await sendRaw(api.port, get(path, hostsOf(api.port)));
        expect([answer.status, JSON.parse(answer.body).code]).toEqual([421, 'host-not-allowed']);
      }
  });

  it.each(['http://evil.example/', 'https://127.0.0.1/', 'frontdesk://app/'])(
    'refuses the absolute target %s',
    async (target) => {
      const { api } = headless();
      const answer = await sendRaw(api.port, get(target, [`127.0.0.1:${api.port}`]));
      expect([answer.status, JSON.parse(answer.body).code]).toEqual([421, 'host-not-allowed']);
    },
  );

  it('refuses an absolute target that names this very API', async () => {
    const { api } = headless();
    expect((await sendRaw(api.port, get(`${api.url}/`, [`127.0.0.1:${api.port}`]))).status).toBe(421);
  });

  it('sees a second Host behind thousands of other headers', async () => {
    const { api } = headless();
    const others = Array.from({ length: 2_500 }, () => 'a: 1');
    expect((await sendRaw(api.port, get('/', [`127.0.0.1:${api.port}`], others))).status).toBe(200);
    const twice = get('/', [`127.0.0.1:${api.port}`], [...others, 'Host: evil.example']);
    expect((await sendRaw(api.port, twice)).status).toBe(421);
  });

  it('is not misled by forwarding headers', async () => {
    const { api } = headless();
    const forwarded = [`X-Forwarded-Host: 127.0.0.1:${api.port}`, `Forwarded: host=127.0.0.1:${api.port}`];
    expect((await sendRaw(api.port, get('/', ['evil.example'], forwarded))).status).toBe(421);
  });

  it('serves 127.0.0.1 with the port, and localhost when headless only', async () => {
    for (const [{ api }, expected] of [
      [headless(), 200],
      [embedded(), 421],
    ] as const) {
      expect((await sendRaw(api.port, get('/healthz', [`127.0.0.1:${api.port}`]))).status).toBe(200);
      expect((await sendRaw(api.port, get('/healthz', [`localhost:${api.port}`]))).status).toBe(expected);
    }
  });
});
