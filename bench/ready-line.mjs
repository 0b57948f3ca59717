/**
 * Prints the line by which the benchmark learns that a server listens.
 * @param {import('node:net').Server} server
 * @param {object} [extra]
 */
export function writeReadyLine(server, extra = {}) {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}`, ...extra })}\n`);
}
