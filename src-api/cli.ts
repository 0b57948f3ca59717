import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { apiName } from '../src-contracts/brand.ts';
import { describeSetupProblem, type SetupProblem } from '../src-contracts/connection.ts';
import { failure, type Result, success } from '../src-contracts/result.ts';
import { type CliArguments, type ConfigurationSource, readCliArguments } from './cli-arguments.ts';
import { describeUsage } from './cli-help.ts';
import { type Configuration, readConfiguration } from './commands/configuration.ts';
import { diagnose } from './commands/doctor/diagnose.ts';
import { describeFindings, isHealthy } from './commands/doctor/finding.ts';
import { serve } from './commands/serve.ts';
import { describeVerdict, verifyToken } from './commands/verify-token.ts';
import { version } from './version.ts';

/**
 * The headless API: composition root, and the one file of it that reads the environment, the command line and
 * standard input.
 */
export async function runCli(): Promise<void> {
  const args = readCliArguments(process.argv.slice(2));
  if (!args.ok) return fail(args.error);
  if (args.data.command === 'help') return print(describeUsage(args.data.about));
  if (args.data.command === 'version') return print(`${version}\n`);

  const { source } = args.data;
  if (args.data.command === 'doctor') return runDoctor(source, args.data.json);
  const configuration = readConfiguration({ source, environment: process.env, readTextFile });
  if (!configuration.ok) return fail(configuration.error);
  if (args.data.command === 'serve') return runServe(configuration.data);
  return runVerifyToken(configuration.data, args.data);
}

async function runServe(configuration: Configuration): Promise<void> {
  const api = await serve({ ...tools, configuration, wallClock: Date.now });
  if (!api.ok) return fail(api.error);
  const stop = async () => {
    await api.data.stop();
    process.exit(0);
  };
  // However often they come: npm passes on what the terminal has sent us already, and a second signal that nobody listens
  // to would end the process in the middle of its requests.
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
  print(`${JSON.stringify(api.data.ready)}\n`);
}

async function runDoctor(source: ConfigurationSource, json: boolean): Promise<void> {
  const findings = await diagnose({
    source,
    environment: process.env,
    readTextFile,
    nodeVersion: process.versions.node,
    fetch,
    now: Date.now,
  });
  const healthy = isHealthy(findings);
  print(json ? `${JSON.stringify({ healthy, findings })}\n` : describeFindings(findings));
  if (!healthy) process.exitCode = 1;
}

type VerifyTokenArguments = Extract<CliArguments, { command: 'verify-token' }>;

async function runVerifyToken(configuration: Configuration, args: VerifyTokenArguments): Promise<void> {
  const token = await readToken(args.tokenFile);
  if (!token.ok) return fail(token.error);
  const verdict = await verifyToken({ ...tools, configuration, token: token.data });
  if (!verdict.ok) return fail(verdict.error);
  print(args.json ? `${JSON.stringify(verdict.data)}\n` : describeVerdict(verdict.data));
  if (!verdict.data.accepted) process.exitCode = 1;
}

async function readToken(file: string | undefined): Promise<Result<string, SetupProblem>> {
  if (file === undefined) return success(await readStandardInput());
  try {
    return success(readTextFile(file));
  } catch {
    return failure({
      setting: '--token-file',
      reason: 'the file cannot be read',
      remedy: 'Check that it exists and that this user may read it.',
    });
  }
}

/** Enough for any token with white space around it. */
const longestInput = 65_536;

async function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Paste the token, then press Enter and Ctrl+D.\n');
  let text = '';
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.length > longestInput) break;
  }
  return text;
}

const readTextFile = (path: string): string => readFileSync(path, 'utf8');
const tools = { readTextFile, version, now: () => performance.now() };

const print = (text: string): void => void process.stdout.write(text);

function fail(problem: SetupProblem): void {
  process.stderr.write(`${apiName}: ${describeSetupProblem(problem)}\n`);
  process.exitCode = 1;
}
