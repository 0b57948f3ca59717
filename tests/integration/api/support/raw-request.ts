import { connect } from 'node:net';

/** What came back over a socket. */
export type RawAnswer = { status: number; headers: Map<string, string>; body: string };

/**
 * Sends bytes as they are, which fetch would not, and reads until the server closes or, for answers with a
 * length, until they are whole. Resolves with status 0 when the connection was cut without an answer.
 */
export function sendRaw(port: number, bytes: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    let received = '';
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const answer = parseAnswer(received);
      const length = Number(answer?.headers.get('content-length') ?? Number.NaN);
      if (answer && (answer.status === 204 || answer.body.length >= length)) socket.end();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => resolve(parseAnswer(received) ?? { status: 0, headers: new Map(), body: '' }));
  });
}

function parseAnswer(received: string): RawAnswer | undefined {
  const text = received.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine, ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(statusLine?.split(' ')[1]), headers, body: text.slice(end + 4) };
}
