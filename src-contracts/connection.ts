import { z } from 'zod';

/** Where the keys come from; derived from the configuration, never set by hand (docs/reference/configuration). */
export const connectionSchema = z.enum(['emulator', 'instance', 'public']);
export type Connection = z.infer<typeof connectionSchema>;

/** Why the configured keys cannot be used: which setting, what is wrong with it, and how to mend it. */
export const setupProblemSchema = z.strictObject({
  setting: z.string(),
  reason: z.string(),
  remedy: z.string(),
});
export type SetupProblem = z.infer<typeof setupProblemSchema>;

/** One line for a terminal: what is wrong with which setting, and what to do. Never holds a setting's value. */
export const describeSetupProblem = (problem: SetupProblem): string =>
  `${problem.setting}: ${problem.reason}. ${problem.remedy}`;
