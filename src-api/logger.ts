import { type DestinationStream, type Logger, pino } from 'pino';
import type { z } from 'zod';
import type { logLevelSchema } from '../src-contracts/api-process.ts';
import { apiName } from '../src-contracts/brand.ts';

export type { Logger } from 'pino';
export type LogLevel = z.infer<typeof logLevelSchema>;

const secretFields = ['authorization', 'token', 'secretKey', 'launchToken', 'jwtKey', 'cookie', 'headers'];

/** Lines are written together: at once when they have this many bytes, or after this many milliseconds. */
const minLength = 4_096;
const periodicFlush = 100;

/**
 * The API's log: JSON lines on stderr (pino writes what is left when the process exits), or on `destination`.
 * Lines hold no header, query value, key or token; redaction stands behind that as a second barrier.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      name: apiName,
      level,
      redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '[secret]' },
    },
    destination ?? pino.destination({ dest: 2, sync: false, minLength, periodicFlush }),
  );
}
