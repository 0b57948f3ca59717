import type { SetupProblem } from './connection.ts';
import { type EmulatorReady, emulatorReadySchema } from './ready-line.ts';
import { failure, type Result, success } from './result.ts';

const answerLimitMilliseconds = 3_000;

/** Asks an emulator that somebody else runs (FRONTDESK_EMULATOR_URL) what it would have said in its ready line. */
export async function readExternalEmulator(url: string): Promise<Result<EmulatorReady, SetupProblem>> {
  try {
    const response = await fetch(`${url}/_emulator`, {
      signal: AbortSignal.timeout(answerLimitMilliseconds),
    });
    const parsed = emulatorReadySchema.omit({ ready: true }).safeParse(await response.json());
    if (parsed.success) return success({ ready: true, ...parsed.data });
  } catch {
    // Told below like any other answer that is not an emulator's.
  }
  return failure({
    setting: 'FRONTDESK_EMULATOR_URL',
    reason: `no Clerk emulator answers at ${url}`,
    remedy: 'Start it there (npm run emulator), or unset FRONTDESK_EMULATOR_URL to use one of its own.',
  });
}
