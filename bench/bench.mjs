// npm run bench [-- --full]: what the API costs beside bare Express and Clerk's own ways to do the same job.
// Results: Markdown on stdout. Progress: stderr. Reading them: docs/reference/performance.md.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from '../tools/build-if-needed.mjs';
import { bareExpress, contenders, frontdesk, frontdeskOfInstance } from './contenders.mjs';
import { applyLoad, requestAll } from './load.mjs';
import { startServer } from './server-process.mjs';
import { formatTable, median, range } from './statistics.mjs';

/** @type {[tokens: number, latency: number][]} */
const scenes = [1, 1_000, 10_000].flatMap((tokens) => [
  [tokens, 0],
  [tokens, 50],
]);
const { values } = parseArgs({ options: { full: { type: 'boolean', default: false } } });
/** @type {{ rounds: number, seconds: number, starts: number, scenes: [tokens: number, latency: number][] }} */
const plan = values.full
  ? {
      rounds: 5,
      seconds: 5,
      starts: 9,
      scenes,
    }
  : {
      rounds: 3,
      seconds: 3,
      starts: 5,
      scenes,
    };
/** Up to as many are asked for once before anything is measured; of more, each is new at first. */
const mostWarmTokens = 1_000;
const memoryTokens = 10_000;
const herdSize = 200;
const herdLatency = 50;

if (!buildIfNeeded()) process.exit(1);
const clerk = await startServer('clerk.mjs');
const tell = (/** @type {string} */ path) => fetch(`${clerk.url}${path}`).then((response) => response.json());
const setLatency = (/** @type {number} */ milliseconds) => tell(`/_latency?milliseconds=${milliseconds}`);

/** @param {import('./contenders.mjs').Contender} contender */
const start = (contender) => startServer(contender.script, contender.environment(clerk.ready));

/** @param {string} text */
const progress = (text) => process.stderr.write(`${text}\n`);

progress(`Signing ${memoryTokens} tokens`);
/** @type {string[]} */
const tokens = await tell(`/_tokens?count=${memoryTokens}`);

/** Rounds of all contenders, one after the other, so that what else the machine does meets all of them. */
async function measureThroughput(/** @type {number} */ tokenCount, /** @type {number} */ latency) {
  await setLatency(latency);
  const servers = [];
  for (const contender of contenders) servers.push({ contender, server: await start(contender) });
  const own = tokens.slice(0, tokenCount);
  for (const { server } of servers) {
    if (tokenCount <= mostWarmTokens) await requestAll(server.url, own, 50);
    await applyLoad(server, own, 1);
  }
  /** @type {Map<string, import('./load.mjs').Load[]>} */
  const loads = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 1; round <= plan.rounds; round += 1) {
    progress(`${tokenCount} tokens, ${latency} ms: round ${round} of ${plan.rounds}`);
    for (const { contender, server } of servers)
      loads.get(contender.name)?.push(await applyLoad(server, own, plan.seconds));
  }
  for (const { server } of servers) await server.stop();
  const base = loads.get(bareExpress.name) ?? [];
  return [...loads].map(([name, rounds]) => {
    const ratios = rounds.map(
      (load, round) => load.requestsPerSecond / (base[round]?.requestsPerSecond ?? 0),
    );
    const extra = rounds.map((load, round) => load.cpuPerRequest - (base[round]?.cpuPerRequest ?? 0));
    return [
      name,
      median(rounds.map((load) => load.requestsPerSecond)).toFixed(0),
      `${median(ratios).toFixed(2)} (${range(ratios, 2)})`,
      median(rounds.map((load) => load.cpuPerRequest)).toFixed(0),
      `${median(extra).toFixed(0)} (${range(extra, 0)})`,
      String(rounds.reduce((sum, load) => sum + load.failures, 0)),
    ];
  });
}

async function measureHerd() {
  const rows = [];
  for (const contender of contenders.filter((other) => other !== bareExpress)) {
    const server = await start(contender);
    await setLatency(herdLatency);
    await requestAll(server.url, Array(herdSize).fill(tokens[0]), herdSize);
    const calls = await tell('/_calls');
    await server.stop();
    rows.push([contender.name, ...['users', 'sessions', 'key sets'].map((kind) => String(calls[kind] ?? 0))]);
  }
  await setLatency(0);
  return rows;
}

async function measureMemory() {
  const rows = [];
  for (const contender of values.full ? contenders : [bareExpress, frontdesk]) {
    const server = await start(contender);
    await requestAll(server.url, tokens.slice(0, 1), 1);
    const idle = await server.readMemory();
    await requestAll(server.url, tokens, 50);
    const used = await server.readMemory();
    await server.stop();
    const megabytes = [
      idle.settledBytes,
      used.rssBytes,
      used.settledBytes,
      used.settledBytes - idle.settledBytes,
      used.heapBytes - idle.heapBytes,
    ].map((bytes) => (bytes / 1e6).toFixed(0));
    rows.push([contender.name, ...megabytes]);
  }
  return rows;
}

/** Milliseconds from the start of the process to its first answer. */
async function measureStart() {
  /** @type {Map<string, number[]>} */
  const times = new Map(contenders.map(({ name }) => [name, []]));
  const starting = contenders.map((contender) => (contender === frontdesk ? frontdeskOfInstance : contender));
  for (let round = 0; round < plan.starts; round += 1)
    for (const contender of starting) {
      const startedAt = performance.now();
      const server = await start(contender);
      const path = contender === frontdeskOfInstance ? '/healthz' : '/protected';
      await (await fetch(`${server.url}${path}`)).arrayBuffer();
      times.get(contender.name)?.push(performance.now() - startedAt);
      await server.stop();
    }
  const base = times.get(bareExpress.name) ?? [];
  return [...times].map(([name, starts]) => {
    const ratios = starts.map((time, round) => time / (base[round] ?? 0));
    return [name, median(starts).toFixed(0), `${median(ratios).toFixed(2)} (${range(ratios, 2)})`];
  });
}

/** @param {string[]} head @param {string[][]} rows */
const report = (head, rows) => process.stdout.write(`${formatTable(head, rows)}\n\n`);

try {
  const [processor] = os.cpus();
  process.stdout.write(
    `Node ${process.version}, ${os.platform()} ${os.arch()}, ${os.cpus().length} × ${processor?.model.trim()}, ` +
      `load ${os.loadavg()[0]?.toFixed(1)}; ${plan.rounds} rounds of ${plan.seconds} s; medians, range in brackets\n\n`,
  );
  for (const [count, latency] of plan.scenes)
    report(
      [
        `${count} tokens, Clerk answers after ${latency} ms`,
        'req/s',
        'of bare Express',
        'CPU µs/req',
        'more than bare Express',
        'failures',
      ],
      await measureThroughput(count, latency),
    );
  progress('Herd');
  report(
    [`${herdSize} first requests of one user`, 'user calls', 'session calls', 'key sets'],
    await measureHerd(),
  );
  progress('Memory');
  report(
    ['memory, MB', 'idle', `right after ${memoryTokens} tokens`, 'settled', 'more', 'more that is in use'],
    await measureMemory(),
  );
  progress('Start');
  report(['start to first answer', 'ms', 'of bare Express'], await measureStart());
} finally {
  await clerk.stop();
}
