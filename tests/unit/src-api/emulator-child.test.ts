import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmulatorChild, startEmulatorChild } from '../../../src-api/emulator-child.ts';
import { createLogger } from '../../../src-api/logger.ts';

/** A child that speaks as the emulator does, on the port it is given, and writes down how it was started. */
const speakingScript = `
  import { createServer } from 'node:http';
  import { appendFileSync } from 'node:fs';
  const given = Number(process.argv[process.argv.indexOf('--port') + 1]);
  const started = JSON.stringify([process.argv.slice(2), Object.keys(process.env)]);
  appendFileSync(new URL('./starts', import.meta.url), started + '\\n');
  process.on('disconnect', () => process.exit());
  const server = createServer((request, response) => {
    if (request.url === '/die') process.exit(1);
    response.end(String(process.pid));
  }).listen(given, '127.0.0.1', () => {
    const url = 'http://127.0.0.1:' + server.address().port;
    console.log('a line before');
    const keys = { publishableKey: 'p', secretKey: 's', issuer: 'https://i.example' };
    console.log(JSON.stringify({ ready: true, name: 'frontdesk-emulator', version: '1', url, ...keys }));
  });
`;

describe('startEmulatorChild', () => {
  let folder: string;
  const children: EmulatorChild[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'frontdesk-emulator-child-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await child.stop();
    rmSync(folder, { recursive: true });
  });

  async function start(code: string, environment: Record<string, string> = {}, dataFolder?: string) {
    const path = join(folder, 'emulator.mjs');
    writeFileSync(path, code);
    const started = await startEmulatorChild({
      script: pathToFileURL(path),
      environment,
      logger: createLogger('silent'),
      ...(dataFolder === undefined ? {} : { dataFolder }),
    });
    if (started.ok) children.push(started.data);
    return started;
  }
  const startSpeaking = async (environment = {}, dataFolder?: string) => {
    const started = await start(speakingScript, environment, dataFolder);
    if (!started.ok) throw new Error(started.error.reason);
    return started.data;
  };
  const starts = (): [string[], string[]][] =>
    readFileSync(join(folder, 'starts'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('starts it quietly on a free port, without the keys of the environment', async () => {
    await startSpeaking({ CLERK_SECRET_KEY: 'sk_test_x', FRONTDESK_LOG_LEVEL: 'warn' });
    const [[args, names] = [[], []]] = starts();
    expect(args).toEqual(['--port', '0', '--quiet']);
    expect(names).toContain('FRONTDESK_LOG_LEVEL');
    expect(names.filter((name) => name.startsWith('CLERK_'))).toEqual([]);
  });

  it('hands it the data folder', async () => {
    await startSpeaking({}, '/some/where');
    expect(starts()[0]?.[0]).toContain('/some/where');
  });

  it('starts it again on the same port when it dies', async () => {
    const { ready } = await startSpeaking();
    const first = await (await fetch(ready.url)).text();
    await expect(fetch(`${ready.url}/die`)).rejects.toThrow();
    await expect
      .poll(
        () =>
          fetch(ready.url).then(
            (response) => response.text(),
            () => first,
          ),
        { timeout: 5_000 },
      )
      .not.toBe(first);
    expect(starts()[1]?.[0]).toContain(new URL(ready.url).port);
  });

  it('ends it, and starts no other', async () => {
    const child = await startSpeaking();
    await child.stop();
    await expect(fetch(child.ready.url)).rejects.toThrow();
    await child.stop();
  });

  it('ends one that does not listen to SIGTERM', async () => {
    const started = await start(`process.on('SIGTERM', () => undefined);${speakingScript}`);
    if (!started.ok) throw new Error(started.error.reason);
    await started.data.stop();
    await expect(fetch(started.data.ready.url)).rejects.toThrow();
  });

  it('says when it ends instead of listening', async () => {
    expect(await start('process.exit(1)')).toMatchObject({ ok: false, error: { setting: 'Clerk emulator' } });
  });
});
