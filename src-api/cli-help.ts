import { apiName, defaultApiPort, windowOrigin } from '../src-contracts/brand.ts';

/** The text of `--help`. */
export const cliHelp = `${apiName}: the Frontdesk API without a window

Usage: ${apiName} [--port N]

  --port N    port of 127.0.0.1 to listen on, 0 for any free one (default: FRONTDESK_PORT or ${defaultApiPort})
  --help      print this
  --version   print the version

With no Clerk keys it starts a local Clerk emulator beside itself. To use a real instance, set

  CLERK_PUBLISHABLE_KEY         pk_test_... or pk_live_...
  CLERK_SECRET_KEY              sk_test_... or sk_live_..., or put it into the file CLERK_SECRET_KEY_FILE
  CLERK_JWT_KEY                 optional PEM public key: tokens are then verified without the network

Settings

  FRONTDESK_PORT                the default of --port
  FRONTDESK_AUTHORIZED_PARTIES  origins that may call and that tokens may be issued to, separated by commas
                                (default: ${windowOrigin})
  FRONTDESK_EMULATOR_URL        use the emulator that runs at this address
  FRONTDESK_DATA_DIR            folder in which the emulator keeps users and sessions
  FRONTDESK_LOG_LEVEL           fatal, error, warn, info (default), debug, trace or silent

One JSON line on stdout says where the API listens; its log, JSON lines as well, goes to stderr.
`;
