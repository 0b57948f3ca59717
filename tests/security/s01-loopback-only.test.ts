import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { useApi } from '../integration/api/support/use-api.ts';

const canConnect = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const settle = (connected: boolean) => {
      socket.destroy();
      resolve(connected);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });

const otherAddresses = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .map(({ address }) => address)
  .filter((address) => address !== '127.0.0.1' && !address.startsWith('fe80'));

describe('S01: the API listens on 127.0.0.1 only, on a port the operating system chose', () => {
  const running = useApi();

  it('can be reached at 127.0.0.1', async () => {
    const { api } = running();
    expect(api.url).toBe(`http://127.0.0.1:${api.port}`);
    expect(api.port).toBeGreaterThan(1_023);
    expect(await canConnect('127.0.0.1', api.port)).toBe(true);
  });

  it.each(['::1', '127.0.0.2', ...otherAddresses])('cannot be reached at %s', async (address) => {
    expect(await canConnect(address, running().api.port)).toBe(false);
  });
});
