import autocannon from 'autocannon';

const connections = 100;

/**
 * @typedef {{ url: string, readCpu: () => Promise<number> }} Server
 * @typedef {{ requestsPerSecond: number, cpuPerRequest: number, failures: number }} Load
 */

/**
 * Requests /protected over 100 connections for some seconds. Each connection has its share of the tokens. CPU
 * time is that of the server, in microseconds per answered request.
 * @param {Server} server
 * @param {readonly string[]} tokens
 * @param {number} seconds
 * @returns {Promise<Load>}
 */
export async function applyLoad(server, tokens, seconds) {
  const requests = tokens.map((token) => ({ headers: { authorization: `Bearer ${token}` } }));
  const share = Math.max(1, Math.floor(tokens.length / connections));
  let client = 0;
  const before = await server.readCpu();
  const result = await autocannon({
    url: `${server.url}/protected`,
    connections,
    duration: seconds,
    setupClient(/** @type {{ setRequests: (requests: object[]) => void }} */ connection) {
      const first = (client * share) % requests.length;
      client += 1;
      connection.setRequests(requests.slice(first, first + share));
    },
  });
  const after = await server.readCpu();
  const answered = result.requests.total;
  return {
    requestsPerSecond: answered / result.duration,
    cpuPerRequest: (after - before) / Math.max(1, answered),
    failures: result.non2xx + result.errors + result.timeouts,
  };
}

/**
 * Requests /protected with every token at once, `width` at a time; throws unless all are answered with 200.
 * @param {string} url
 * @param {readonly string[]} tokens
 * @param {number} width
 */
export async function requestAll(url, tokens, width) {
  for (let start = 0; start < tokens.length; start += width)
    await Promise.all(
      tokens.slice(start, start + width).map(async (token) => {
        const response = await fetch(`${url}/protected`, { headers: { authorization: `Bearer ${token}` } });
        await response.arrayBuffer();
        if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      }),
    );
}
