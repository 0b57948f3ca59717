import { pino } from 'pino';

/** The main process's log: JSON lines on stderr. Messages never hold keys, tokens or request contents. */
export type Logger = {
  info: (fields: Record<string, string | number>, message: string) => void;
  warn: (fields: Record<string, string | number>, message: string) => void;
  error: (fields: Record<string, string | number>, message: string) => void;
};

export const createLogger = (level: string): Logger =>
  pino({ name: 'frontdesk-main', level }, pino.destination({ dest: 2, sync: true }));
