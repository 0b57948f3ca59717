import { z } from 'zod';
import { connectionSchema } from './connection.ts';

/** The one JSON line the emulator prints on stdout when it listens. */
export const emulatorReadySchema = z.object({
  ready: z.literal(true),
  name: z.literal('frontdesk-emulator'),
  version: z.string(),
  url: z.url(),
  publishableKey: z.string(),
  secretKey: z.string(),
  issuer: z.url(),
});
export type EmulatorReady = z.infer<typeof emulatorReadySchema>;

/** The one JSON line the headless API and browser mode print on stdout when they listen. */
export const apiReadySchema = z.object({
  ready: z.literal(true),
  name: z.string(),
  version: z.string(),
  url: z.url(),
  connection: connectionSchema,
  /** Only with the `emulator` connection; its secret key protects nothing. */
  emulator: z.object({ url: z.url(), publishableKey: z.string(), secretKey: z.string() }).optional(),
});
export type ApiReady = z.infer<typeof apiReadySchema>;

/**
 * Finds the ready line in a child's stdout: feed it chunks as they come. Answers the parsed line once, and `undefined`
 * for everything else (a child may print other lines before it).
 */
export function createReadyLineReader<Line>(schema: z.ZodType<Line>): (chunk: string) => Line | undefined {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const parsed = schema.safeParse(parseJson(line));
      if (parsed.success) return parsed.data;
    }
    return undefined;
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
