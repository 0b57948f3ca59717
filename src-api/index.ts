/** What other processes' code may use of the API: browser mode serves it beside the window. */
export { openClerkConnection, readyLineOf } from './clerk-connection.ts';
export { commonFlags, type Flag, readFlags } from './cli-flags.ts';
export { createApi } from './create-api.ts';
export { createErrorHandler } from './errors/error-handler.ts';
export { ProblemError } from './errors/problem-error.ts';
export { createLogger, type Logger } from './logger.ts';
export { jsonBody } from './middleware/json-body.ts';
export { createLoopbackGuard } from './middleware/loopback-guard.ts';
export { startContext } from './middleware/request-context.ts';
export { type ApiServer, ownOrigins, startServer } from './server.ts';
