// Starts servers in processes of their own, and asks them what they cost.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const startLimitMilliseconds = 20_000;
const settlingMilliseconds = 15_000;
const settlingStep = 3_000;
const probe = new URL('./probe.mjs', import.meta.url).href;

/** @typedef {{ rssBytes: number, settledBytes: number, heapBytes: number }} Memory */

/**
 * Starts `script` (relative to bench/) and waits for its ready line.
 * @param {string} script
 * @param {Record<string, string>} environment added to ours
 * @param {readonly string[]} parameters
 */
export async function startServer(script, environment = {}, parameters = []) {
  const child = spawn(
    process.execPath,
    ['--import', probe, fileURLToPath(new URL(script, import.meta.url)), ...parameters],
    {
      env: { ...process.env, NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    },
  );
  const timer = setTimeout(() => child.kill('SIGKILL'), startLimitMilliseconds);
  const ready = await readReadyLine(child);
  clearTimeout(timer);
  if (!ready) throw new Error(`${script} did not start`);
  return {
    ready,
    url: ready.url,
    /** CPU time since the start, in microseconds. */
    async readCpu() {
      child.send('cpu');
      const [{ cpu }] = await once(child, 'message');
      return cpu.user + cpu.system;
    },
    /**
     * What the process holds right after a garbage collection, the least that it holds within the next seconds, since
     * Node gives back only later what it does not need, and what of it is in use. @returns {Promise<Memory>}
     */
    async readMemory() {
      const ask = async () => {
        child.send('memory');
        const [{ rss, heapUsed }] = await once(child, 'message');
        return { rssBytes: rss, heapBytes: heapUsed };
      };
      const atOnce = await ask();
      let settled = atOnce;
      for (let elapsed = 0; elapsed < settlingMilliseconds; elapsed += settlingStep) {
        await sleep(settlingStep);
        const memory = await ask();
        if (memory.rssBytes < settled.rssBytes) settled = memory;
      }
      return { rssBytes: atOnce.rssBytes, settledBytes: settled.rssBytes, heapBytes: settled.heapBytes };
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child */
async function readReadyLine(child) {
  if (!child.stdout) return undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const message = line.startsWith('{') ? JSON.parse(line) : {};
    if (message.ready) return message;
  }
  return undefined;
}
