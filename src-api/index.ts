/** What other processes' code may use of the API: browser mode serves it beside the window. */
export { openClerkConnection, readyLineOf } from './clerk-connection.ts';
export { commonFlags, type Flag, readFlags } from './cli-flags.ts';
export { createApi } from './create-api.ts';
export { createLogger } from './logger.ts';
export { createLoopbackGuard } from './middleware/loopback-guard.ts';
export { ownOrigins, startServer } from './server.ts';
