// npm run bench:emulator: how fast the Clerk emulator starts and signs people in. Markdown on stdout, progress on stderr.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { buildIfNeeded } from '../tools/build-if-needed.mjs';
import { startServer } from './server-process.mjs';
import { formatTable, median, range } from './statistics.mjs';

const starts = 9;
const rounds = 3;
const seconds = 5;
const connections = 32;
const userCount = 1_000;
const password = 'Analytical-Engine-1843';
const addressOf = (/** @type {number} */ index) => `person-${index}@example.com`;

if (!buildIfNeeded()) process.exit(1);

/** @param {string[]} parameters */
const start = (...parameters) =>
  startServer('../out/emulator/index.js', { NODE_ENV: '' }, ['--port', '0', '--quiet', ...parameters]);
const progress = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);
const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(0);

/** Milliseconds from the start of the process to the ready line, and to the first answer after it. */
async function measureStart() {
  const listening = [];
  const answering = [];
  for (let count = 0; count < starts; count += 1) {
    const startedAt = performance.now();
    const server = await start();
    listening.push(performance.now() - startedAt);
    await (await fetch(`${server.url}/v1/environment`)).arrayBuffer();
    answering.push(performance.now() - startedAt);
    await server.stop();
  }
  return { listening, answering };
}

/** @param {string} url */
async function addUsers(url) {
  const users = Array.from({ length: userCount }, (_, index) => ({
    emailAddresses: [addressOf(index)],
    password,
    firstName: 'Person',
    lastName: String(index),
  }));
  const response = await fetch(`${url}/_emulator/seed`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ users }),
  });
  if (!response.ok)
    throw new Error(`the seed was answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
}

/**
 * Sign-ins by password, each by a client of its own: one request that makes client, attempt and session, and signs both
 * tokens.
 * @param {string} url
 */
async function signIn(url) {
  let next = 0;
  const result = await autocannon({
    url: `${url}/v1/client/sign_ins?_is_native=1`,
    method: 'POST',
    connections,
    duration: seconds,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'frontdesk://app' },
    requests: [
      {
        setupRequest: (/** @type {object} */ request) => {
          const identifier = addressOf(next++ % userCount);
          return { ...request, body: new URLSearchParams({ identifier, password }).toString() };
        },
      },
    ],
  });
  const failures = result.non2xx + result.errors + result.timeouts;
  return { perSecond: result.requests.total / result.duration, failures, total: result.requests.total };
}

/** @param {string} name @param {string[]} parameters */
async function measureSignIns(name, ...parameters) {
  progress(name);
  const server = await start('--fast-passwords', ...parameters);
  await addUsers(server.url);
  const idle = await server.readMemory();
  const loads = [];
  const cpu = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = await server.readCpu();
    const load = await signIn(server.url);
    cpu.push(((await server.readCpu()) - before) / 1_000 / Math.max(1, load.total));
    loads.push(load);
  }
  const used = await server.readMemory();
  await server.stop();
  const rates = loads.map(({ perSecond }) => perSecond);
  const sum = (/** @type {(load: typeof loads[number]) => number} */ of) =>
    String(loads.reduce((total, load) => total + of(load), 0));
  return [
    name,
    `${median(rates).toFixed(0)} (${range(rates, 0)})`,
    `${median(cpu).toFixed(1)} (${range(cpu, 1)})`,
    sum(({ total }) => total),
    sum(({ failures }) => failures),
    megabytes(idle.settledBytes),
    megabytes(used.settledBytes),
  ];
}

const [processor] = os.cpus();
process.stdout.write(
  `Node ${process.version}, ${os.platform()} ${os.arch()}, ${os.cpus().length} × ${processor?.model.trim()}, ` +
    `load ${os.loadavg()[0]?.toFixed(1)}; ${starts} starts, ${rounds} rounds of ${seconds} s; medians, range in brackets\n\n`,
);
progress('Start');
const { listening, answering } = await measureStart();
process.stdout.write(
  `${formatTable(
    ['cold start', 'ms'],
    [
      ['to the ready line', `${median(listening).toFixed(0)} (${range(listening, 0)})`],
      ['to the first answer', `${median(answering).toFixed(0)} (${range(answering, 0)})`],
    ],
  )}\n\n`,
);
const folder = mkdtempSync(join(os.tmpdir(), 'frontdesk-bench-'));
try {
  process.stdout.write(
    `${formatTable(
      ['state', 'sign-ins/s', 'CPU ms each', 'sign-ins', 'failures', 'MB before', 'MB after'],
      [await measureSignIns('in memory'), await measureSignIns('with --data', '--data', folder)],
    )}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
