import { z } from 'zod';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import { type ProblemView, viewWindowProblem } from './problem-view.ts';

const emulatorTimeoutMilliseconds = 5_000;

const emulatorInfoSchema = z.object({
  demoAccounts: z.array(z.object({ emailAddress: z.string(), password: z.string() })).optional(),
});
export type DemoAccount = { emailAddress: string; password: string };

const codeMessageSchema = z.object({
  id: z.string(),
  to: z.string(),
  purpose: z.enum(['sign_in', 'sign_up', 'reset_password', 'verify_email', 'reverification']),
  code: z.string(),
  /** Milliseconds since 1970. */
  sentAt: z.number(),
});
export type OutboxMessage = z.infer<typeof codeMessageSchema>;

/** Mails without a code, such as invitations, are not for this window. */
const outboxSchema = z.object({
  messages: z.array(z.union([codeMessageSchema, z.object({ id: z.string(), code: z.null() })])),
});

/**
 * What the local emulator tells beside Clerk's protocol: who can sign in, and the codes it would have mailed.
 */
export type EmulatorClient = {
  /** `undefined` when the emulator has no demo account (any more). */
  readDemoAccount: () => Promise<Result<DemoAccount | undefined, ProblemView>>;
  readOutbox: () => Promise<Result<OutboxMessage[], ProblemView>>;
};

/** Asks the emulator at `url`. Never rejects. */
export function createEmulatorClient(url: string, fetch: typeof globalThis.fetch): EmulatorClient {
  const read = async <Data>(path: string, schema: z.ZodType<Data>): Promise<Result<Data, ProblemView>> => {
    try {
      const response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
        cache: 'no-store',
        signal: AbortSignal.timeout(emulatorTimeoutMilliseconds),
      });
      const parsed = schema.safeParse(await response.json());
      return parsed.success ? success(parsed.data) : failure(viewWindowProblem('unexpected-answer'));
    } catch {
      return failure(viewWindowProblem('emulator-unreachable'));
    }
  };
  return {
    async readDemoAccount() {
      const info = await read('/_emulator', emulatorInfoSchema);
      return info.ok ? success(info.data.demoAccounts?.[0]) : info;
    },
    async readOutbox() {
      const outbox = await read('/_emulator/outbox', outboxSchema);
      return outbox.ok ? success(outbox.data.messages.filter((message) => message.code !== null)) : outbox;
    },
  };
}
