import { apiName, defaultApiPort, windowOrigin } from '../src-contracts/brand.ts';
import { type CommandName, commands, flagsOf } from './cli-arguments.ts';

/** The text of `--help`, of a command or of the whole program. */
export function describeUsage(about: CommandName | undefined): string {
  return about === undefined
    ? programHelp()
    : `${apiName} ${about}: ${details[about].trim()}

Usage: ${usages[about]}

${listFlags(about)}
`;
}

const usages: Record<CommandName, string> = {
  serve: `${apiName} [serve] [flags]`,
  doctor: `${apiName} doctor [flags]`,
  'verify-token': `${apiName} verify-token [flags] < token.txt`,
};

const details: Record<CommandName, string> = {
  serve: `run the API without a window

One JSON line on stdout says where it listens; its log, JSON lines as well, goes to stderr.
SIGINT and SIGTERM end it after running requests have finished.
A flag comes before the environment, the environment before the file of --config.`,
  doctor: `check whether the API can run here, and say what to do

One line per check: ok, warning, problem, or skipped because a check above it failed. Clerk is
asked for its keys, with the secret key where one is set. Exit code 1 means that there is a problem.`,
  'verify-token': `say whether the API would accept a session token

The token is read from standard input or a file, never from the command line, where other
programs can see it. The checks are those of the API: signature, times, issuer, authorised party,
and with a secret key whether Clerk calls the session active. Exit code 0 means accepted.
Needs CLERK_ keys, or FRONTDESK_EMULATOR_URL.`,
};

const programHelp = () => `${apiName}: the Frontdesk API without a window

Usage: ${apiName} [command] [flags]

Commands
${table(Object.entries(commands).map(([name, { text }]) => [name, text]))}

${listFlags('serve')}

  ${apiName} COMMAND --help tells the flags of a command.

With no Clerk keys it starts a local Clerk emulator beside itself. To use a real instance, set

${table([
  ['CLERK_PUBLISHABLE_KEY', 'pk_test_... or pk_live_...'],
  ['CLERK_SECRET_KEY', 'sk_test_... or sk_live_..., or put it into the file CLERK_SECRET_KEY_FILE'],
  ['CLERK_JWT_KEY', 'optional PEM public key: tokens are then verified without the network'],
  ['CLERK_WEBHOOK_SIGNING_SECRET', 'optional whsec_...: webhooks of Clerk'],
  ['REDIS_URL', 'optional redis:// or rediss:// address: state shared by instances'],
])}

Each secret can stand in a file too, which the same name with _FILE names.

Settings, from the environment or the file of --config

${table([
  ['FRONTDESK_PORT', `port to listen on (default: ${defaultApiPort})`],
  ['FRONTDESK_HOST', 'IP address to listen on (default: 127.0.0.1)'],
  ['FRONTDESK_TLS_CERT_FILE', 'listen with HTTPS: the certificate and its chain, PEM'],
  ['FRONTDESK_TLS_KEY_FILE', 'its private key, PEM'],
  ['FRONTDESK_BEHIND_PROXY', 'true: plain HTTP on any address, since a proxy in front speaks HTTPS'],
  ['FRONTDESK_ALLOWED_HOSTS', 'hosts under which clients call, e.g. api.example.com, separated by commas'],
  ['FRONTDESK_TRUSTED_PROXIES', 'proxies whose X-Forwarded-For counts: addresses or networks, commas'],
  ['FRONTDESK_AUTHORIZED_PARTIES', 'origins that may call and that tokens may be issued to, separated by'],
  ['', `commas (default: ${windowOrigin} and the API's own addresses)`],
  ['FRONTDESK_EMULATOR_URL', 'use the emulator that runs at this address'],
  ['FRONTDESK_DATA_DIR', 'folder in which the emulator keeps users and sessions'],
  ['FRONTDESK_SESSION_CACHE_SECONDS', 'how long an active session is believed, up to 5 (default: 5)'],
  ['FRONTDESK_USER_CACHE_SECONDS', 'how long what Clerk says of a user is kept, up to 3600 (default: 60)'],
  ['FRONTDESK_RATE_LIMIT_PER_TOKEN', 'requests per minute of one token, or of one address without one'],
  ['FRONTDESK_RATE_LIMIT_TOTAL', 'requests per minute of all together'],
  ['FRONTDESK_ADMIN_ORGANIZATION', 'org_...: administrators of this organisation may use /v1/admin'],
  ['FRONTDESK_METRICS_TOKEN', 'GET /metrics is there, and asks for this token'],
  ['FRONTDESK_LOG_LEVEL', 'fatal, error, warn, info (default), debug, trace or silent'],
])}
`;

function listFlags(command: CommandName): string {
  const rows = Object.entries(flagsOf(command)).map(([name, flag]): [string, string] => [
    flag?.value === undefined ? `--${name}` : `--${name} ${flag.value}`,
    flag?.text ?? '',
  ]);
  return `Flags\n${table(rows)}`;
}

function table(rows: [string, string][]): string {
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, text]) => `  ${name.padEnd(width)}${text}`).join('\n');
}
