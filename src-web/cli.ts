import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  commonFlags,
  createApi,
  createLogger,
  type Flag,
  openClerkConnection,
  ownOrigins,
  readFlags,
  readyLineOf,
  startServer,
} from '../src-api/index.ts';
import { browserWindowPath, defaultApiPort } from '../src-contracts/brand.ts';
import { describeSetupProblem, type SetupProblem } from '../src-contracts/connection.ts';
import { windowOriginsOf } from '../src-contracts/content-security-policy.ts';
import { readSettings } from '../src-contracts/settings.ts';
import { windowConfigOf } from '../src-contracts/window-state.ts';
import { createClientTokenVault } from './client-token-vault.ts';
import { createWebApp } from './create-web-app.ts';
import { defaultDataFolder } from './data-folder.ts';
import { canOpenBrowser, openBrowser } from './open-browser.ts';

const name = 'frontdesk-web';
const version = __FRONTDESK_VERSION__;

const help = `Usage: npm run web -- [--port N]

Serves the Frontdesk window and its API from one loopback address and opens it in the default browser.

  --port N    port to listen on (default: FRONTDESK_PORT, or ${defaultApiPort}; 0 takes any free one)
  --help      this text
  --version   the version

BROWSER=none leaves the browser alone. Without CLERK_ keys a local Clerk emulator is started beside it.
`;

const flags = {
  port: { value: 'N', setting: 'FRONTDESK_PORT', text: 'port to listen on' },
  ...commonFlags,
} as const satisfies Record<string, Flag>;

const flagsOnly: SetupProblem = {
  setting: name,
  reason: 'it takes flags only',
  remedy: 'See --help.',
};

/** Browser mode: composition root, and the one file of it that reads the environment and the command line. */
async function run(): Promise<void> {
  const parsed = readFlags(process.argv.slice(2), flags);
  if (!parsed.ok) return fail(parsed.error);
  const { values, switches, words } = parsed.data;
  if (switches.has('help')) return print(help);
  if (switches.has('version')) return print(`${version}\n`);
  if (words.length > 0) return fail(flagsOnly);

  const read = readSettings({
    ...process.env,
    ...(values.port === undefined ? {} : { FRONTDESK_PORT: values.port }),
  });
  if (!read.ok) return fail(read.error);
  const settings = read.data;
  const dataFolder =
    settings.FRONTDESK_DATA_DIR ?? defaultDataFolder(process.platform, process.env, homedir());
  const logger = createLogger(settings.FRONTDESK_LOG_LEVEL ?? 'warn');

  const connection = await openClerkConnection({
    environment: process.env,
    settings: { ...settings, FRONTDESK_DATA_DIR: join(dataFolder, 'emulator') },
    readTextFile: (path) => readFileSync(path, 'utf8'),
    logger,
  });
  if (!connection.ok) return fail(connection.error);
  const { clerk } = connection.data;

  const server = await startServer({
    port: settings.FRONTDESK_PORT ?? defaultApiPort,
    logger,
    createListener(url) {
      const api = createApi({
        clerk,
        authorizedParties: ownOrigins(url),
        requireAuthorizedParty: true,
        logger,
        version,
        settings,
        now: () => performance.now(),
      });
      return createWebApp({
        api: api.app,
        ownOrigins: ownOrigins(url),
        windowFolder: join(import.meta.dirname, '..', 'renderer'),
        state: {
          status: 'ready',
          config: windowConfigOf(clerk, url, { version, tokenStorage: 'encrypted' }),
        },
        origins: windowOriginsOf(clerk, url),
        vault: createClientTokenVault(join(dataFolder, 'client-tokens', new URL(clerk.issuer).hostname)),
        logger,
        cookieName: `frontdesk-window-${new URL(url).port}`,
      });
    },
  });
  if (!server.ok) {
    await connection.data.stop();
    return fail(server.error.problem);
  }

  const stop = async () => {
    await server.data.close();
    await connection.data.stop();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());

  const windowUrl = `${server.data.url}${browserWindowPath}`;
  print(`${JSON.stringify(readyLineOf(name, version, windowUrl, connection.data))}\n`);
  say(`Frontdesk is at ${windowUrl} (Ctrl+C ends it).`);
  if (canOpenBrowser(process.platform, process.env)) openBrowser(process.platform, windowUrl, say);
}

const print = (text: string): void => void process.stdout.write(text);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

function fail(problem: SetupProblem): void {
  say(`${name}: ${describeSetupProblem(problem)}`);
  process.exitCode = 1;
}

await run();
