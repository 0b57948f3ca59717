import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmulatorReady, emulatorReadySchema } from '../../../src-contracts/ready-line.ts';
import { ada, createFrontendClient, readOutbox } from './harness.ts';

let workFolder: string;
let bundle: string;
let dataDir: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  workFolder = await mkdtemp(join(tmpdir(), 'frontdesk-emulator-'));
  bundle = join(workFolder, 'cli', 'index.mjs');
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: resolve('src-emulator/cli.ts'),
      outDir: join(workFolder, 'cli'),
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'index.mjs', codeSplitting: false } },
    },
  });
});
afterAll(() => rm(workFolder, { recursive: true, force: true }));

beforeEach(async () => {
  dataDir = await mkdtemp(join(workFolder, 'data-'));
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

type Run = { child: ChildProcess; stdout: () => string; stderr: () => string };

function watch(child: ChildProcess): Run {
  children.add(child);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  return { child, stdout: () => output.stdout, stderr: () => output.stderr };
}

const run = (args: string[], environment: Record<string, string> = {}): Run =>
  watch(
    spawn(process.execPath, [bundle, ...args], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );

/** Resolves with the ready line; fails with what the process said when it exits instead. */
async function ready({ child, stdout, stderr }: Run): Promise<EmulatorReady> {
  while (!stdout().includes('\n')) {
    if (child.exitCode !== null) throw new Error(`exited with ${child.exitCode}: ${stderr()}`);
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
  }
  return emulatorReadySchema.parse(JSON.parse(stdout()));
}

async function exitOf({ child }: Run): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return child.exitCode;
}

const startIn = async (folder: string) => {
  const started = run(['--port', '0', '--data', folder, '--quiet']);
  return { started, emulator: { ...(await ready(started)), close: async () => undefined } };
};

describe('the ready line', () => {
  it('is all there is on stdout; requests are logged on stderr', async () => {
    const started = run(['--port', '0']);
    const line = await ready(started);
    expect(line).toMatchObject({ name: 'frontdesk-emulator', issuer: 'https://clerk.emulator.localhost' });
    await fetch(`${line.url}/v1/environment`);
    await fetch(`${line.url}/v1/environment`);
    started.child.kill('SIGTERM');
    expect(await exitOf(started)).toBe(0);
    expect(started.stdout().trim().split('\n')).toHaveLength(1);
    expect(started.stderr()).toMatch(/^frontdesk-emulator: GET \/v1\/environment 200 \d+ms$/m);
  });
});

describe('the data folder', () => {
  it('keeps users, sessions, tokens, mail and the signing key over a restart', async () => {
    const first = await startIn(dataDir);
    const client = createFrontendClient(first.emulator);
    const session = await client.signIn(ada);
    await client.request('/me', { form: { first_name: 'Augusta' }, method: 'PATCH' });
    const keys = await (await fetch(`${first.emulator.url}/.well-known/jwks.json`)).json();
    first.started.child.kill('SIGTERM');
    expect(await exitOf(first.started)).toBe(0);

    const { emulator } = await startIn(dataDir);
    const again = createFrontendClient(emulator);
    again.token = client.token;
    const [kept] = (await again.readClient()).sessions;
    expect(kept).toMatchObject({ id: session.id, user: { first_name: 'Augusta' } });
    expect(await (await fetch(`${emulator.url}/.well-known/jwks.json`)).json()).toStrictEqual(keys);
  });

  it('has everything that was acknowledged when the process is killed', async () => {
    const first = await startIn(dataDir);
    const client = createFrontendClient(first.emulator);
    await client.post('/client/sign_ins', { identifier: ada.emailAddress, strategy: 'email_code' });
    const [message] = await readOutbox(first.emulator);
    const { object } = await client.request('/client');
    first.started.child.kill('SIGKILL');
    await exitOf(first.started);

    const { emulator } = await startIn(dataDir);
    expect(await readOutbox(emulator)).toStrictEqual([message]);
    const again = createFrontendClient(emulator);
    again.token = client.token;
    expect(await again.readClient()).toMatchObject({ id: object.id });
  });

  it('is for its owner only', async () => {
    await startIn(dataDir);
    expect((await stat(join(dataDir, 'emulator-state.json'))).mode & 0o777).toBe(0o600);
  });

  it.each(['not json', '{"version":99}', ''])(
    'with a damaged file (%j) is set aside and starts afresh',
    async (text) => {
      await writeFile(join(dataDir, 'emulator-state.json'), text);
      const { started, emulator } = await startIn(dataDir);
      const files = await readdir(dataDir);
      const aside = files.find((name) => name.startsWith('emulator-state.json.damaged-'));
      expect(await readFile(join(dataDir, aside ?? ''), 'utf8')).toBe(text);
      expect(started.stderr().trim().split('\n')).toStrictEqual([expect.stringContaining('was moved to')]);
      await expect(createFrontendClient(emulator).signIn(ada)).resolves.toBeDefined();
    },
  );

  it('is refused to a second emulator, and free again after the first', async () => {
    const first = await startIn(dataDir);
    const second = run(['--port', '0', '--data', dataDir]);
    expect(await exitOf(second)).toBe(1);
    expect(second.stderr()).toBe(
      `frontdesk-emulator: cannot use the data folder ${dataDir}: another emulator (process ${first.started.child.pid}) ` +
        'is using it. Stop it, or give another with --data.\n',
    );
    first.started.child.kill('SIGKILL');
    await exitOf(first.started);
    await expect(startIn(dataDir)).resolves.toBeDefined();
  });

  it('that cannot be used is one clear line', async () => {
    const file = join(dataDir, 'a-file');
    await writeFile(file, '');
    const started = run(['--port', '0', '--data', join(file, 'inside')]);
    expect(await exitOf(started)).toBe(1);
    expect(started.stderr()).toMatch(
      /^frontdesk-emulator: cannot use the data folder .* \(ENOTDIR\)\. Give .*\n$/,
    );
  });
});

describe('a start that cannot be', () => {
  it('because the port is taken says so in one line', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const started = run(['--port', String(port), '--data', dataDir]);
    expect(await exitOf(started)).toBe(1);
    blocker.close();
    expect(started.stderr()).toBe(
      `frontdesk-emulator: port ${port} is in use. ` +
        'Stop what has it, or choose another with --port (0: any free one).\n',
    );
    expect(started.stdout()).toBe('');
    expect(await readdir(dataDir)).not.toContain('emulator.lock');
  });

  it('because NODE_ENV is production is refused unless insisted on', async () => {
    const refused = run(['--port', '0'], { NODE_ENV: 'production' });
    expect(await exitOf(refused)).toBe(1);
    expect(refused.stderr()).toBe(
      'frontdesk-emulator: refusing to start with NODE_ENV=production. ' +
        'Unset it, or pass --allow-production to insist.\n',
    );
    await expect(
      ready(run(['--port', '0', '--allow-production'], { NODE_ENV: 'production' })),
    ).resolves.toBeDefined();
  });

  it('because the seed file is bad names the field', async () => {
    const seed = join(dataDir, 'seed.json');
    await writeFile(seed, '{"users":[{"emailAddresses":["a@example.com"],"firstname":"A"}]}');
    const started = run(['--port', '0', '--seed', seed]);
    expect(await exitOf(started)).toBe(1);
    expect(started.stderr()).toBe(
      `frontdesk-emulator: cannot use the seed file ${seed}: ` +
        'users.0.firstname is not a valid parameter for this request.\n',
    );
  });

  it('because of an unknown option names the nearest one', async () => {
    const started = run(['--prot', '4100']);
    expect(await exitOf(started)).toBe(1);
    expect(started.stderr()).toBe('frontdesk-emulator: unknown option --prot. Did you mean --port?\n');
  });
});

describe('a process that was forked', () => {
  it('does not outlive its parent', async () => {
    const child = fork(bundle, ['--port', '0', '--data', dataDir], { silent: true });
    const started = watch(child);
    const { url } = await ready(started);
    const client = createFrontendClient({ ...(await ready(started)), close: async () => undefined });
    await client.signIn(ada);
    child.disconnect();
    expect(await once(child, 'exit')).toStrictEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow();
    expect(await readdir(dataDir)).toStrictEqual(['emulator-state.json']);
  });
});
