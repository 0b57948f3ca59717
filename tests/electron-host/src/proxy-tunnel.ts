import net from 'node:net';
import type { Duplex } from 'node:stream';
import { addressOf, isLoopbackHost } from './loopback.ts';
import type { OriginMap } from './origin-map.ts';

const TLS_HANDSHAKE = 0x16;

/**
 * Answers a CONNECT request, with which Chromium opens TLS and WebSocket connections. Bytes pass
 * unchanged, except that the `Origin` of a plain WebSocket handshake names the custom scheme, as it would
 * in Electron.
 */
export function openTunnel(authority: string, client: Duplex, head: Buffer, origins: OriginMap): void {
  client.on('error', () => client.destroy());
  const [, hostname = '', port = ''] = /^(.*):(\d+)$/.exec(authority) ?? [];
  if (!isLoopbackHost(hostname)) {
    client.end('HTTP/1.1 502 Not a loopback host\r\n\r\n');
    return;
  }
  const upstream = net.connect(Number(port), addressOf(hostname), () => {
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    if (head.length > 0) client.unshift(head);
    client.once('data', (first: Buffer) => {
      upstream.write(first[0] === TLS_HANDSHAKE ? first : mapHandshakeOrigin(first, origins));
      client.pipe(upstream);
    });
    upstream.pipe(client);
  });
  upstream.on('error', () => client.destroy());
  client.on('close', () => upstream.destroy());
}

function mapHandshakeOrigin(bytes: Buffer, origins: OriginMap): Buffer {
  const text = bytes.toString('latin1');
  const mapped = text.replace(
    /^(Origin: )(\S+)/im,
    (_, name: string, origin: string) => name + origins.originToApp(origin),
  );
  return Buffer.from(mapped, 'latin1');
}
