import { z } from 'zod';
import { clerkSettingsSchema } from './clerk-settings.ts';
import { setupProblemSchema } from './connection.ts';

/** Log levels of pino, least to most talkative. */
export const logLevelSchema = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);

/** First message to an embedded API: everything it needs, so that no secret stands in argv or the environment. */
export const apiStartSchema = z.strictObject({
  type: z.literal('start'),
  /** 0 lets the operating system choose. */
  port: z.int().min(0).max(65535),
  clerk: clerkSettingsSchema,
  /** Origins that may call the API and that session tokens may be issued to (`azp`). */
  authorizedParties: z.array(z.string()).min(1),
  /** 256 bits, base64url. SECURITY S06: made by the main process on each launch. */
  launchToken: z.string().length(43),
  logLevel: logLevelSchema,
});
export type ApiStart = z.infer<typeof apiStartSchema>;

/** What the embedded API answers: that it listens, or why it cannot. */
export const apiProcessMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), url: z.url() }),
  z.strictObject({
    type: z.literal('failed'),
    code: z.enum(['port-in-use', 'invalid-settings', 'internal-error']),
    problem: setupProblemSchema,
  }),
]);
export type ApiProcessMessage = z.infer<typeof apiProcessMessageSchema>;
