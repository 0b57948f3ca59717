import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { apiName, defaultApiPort, windowOrigin } from '../src-contracts/brand.ts';
import { describeSetupProblem, type SetupProblem } from '../src-contracts/connection.ts';
import { readSettings } from '../src-contracts/settings.ts';
import { openClerkConnection, readyLineOf } from './clerk-connection.ts';
import { readCliArguments } from './cli-arguments.ts';
import { cliHelp } from './cli-help.ts';
import { createApi } from './create-api.ts';
import { createLogger } from './logger.ts';
import { ownOrigins, startServer } from './server.ts';
import { version } from './version.ts';

/**
 * The headless API: composition root, and the one file of it that reads the environment and the command line.
 */
export async function runCli(): Promise<void> {
  const args = readCliArguments(process.argv.slice(2));
  if (!args.ok) return fail(args.error);
  if (args.data.command === 'help') return print(cliHelp);
  if (args.data.command === 'version') return print(`${version}\n`);

  const settings = readSettings(process.env);
  if (!settings.ok) return fail(settings.error);
  const { FRONTDESK_PORT, FRONTDESK_AUTHORIZED_PARTIES, FRONTDESK_LOG_LEVEL } = settings.data;
  const logger = createLogger(FRONTDESK_LOG_LEVEL ?? 'info');

  const connection = await openClerkConnection({
    environment: process.env,
    settings: settings.data,
    readTextFile: (path) => readFileSync(path, 'utf8'),
    logger,
  });
  if (!connection.ok) return fail(connection.error);

  const server = await startServer({
    port: args.data.port ?? FRONTDESK_PORT ?? defaultApiPort,
    logger,
    createListener: (url) =>
      createApi({
        clerk: connection.data.clerk,
        authorizedParties: FRONTDESK_AUTHORIZED_PARTIES ?? [windowOrigin, ...ownOrigins(url)],
        requireAuthorizedParty: false,
        logger,
        version,
        settings: settings.data,
        now: () => performance.now(),
      }),
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
  print(`${JSON.stringify(readyLineOf(apiName, version, server.data.url, connection.data))}\n`);
}

const print = (text: string): void => void process.stdout.write(text);

function fail(problem: SetupProblem): void {
  process.stderr.write(`${apiName}: ${describeSetupProblem(problem)}\n`);
  process.exitCode = 1;
}
