import { expect } from 'vitest';
import type { Emulator } from '../../../src-emulator/create-emulator.ts';
import {
  callBackend,
  createClock,
  createFrontendClient,
  type FrontendClient,
  readCode,
  readError,
  startEmulator,
} from '../../integration/emulator/harness.ts';

/** The emulator itself, its clock, and as many clients as the model has. */
export type World = {
  emulator: Emulator;
  clock: ReturnType<typeof createClock>;
  clients: FrontendClient[];
  /** What each client gets; fails unless the answer is this refusal (a code of Clerk's), or none. */
  post: (client: number, path: string, form: Record<string, string>, refusal?: string) => Promise<Answer>;
  /** The Backend API; fails on every refusal. */
  backend: (method: string, path: string, body?: unknown) => Promise<Answer>;
  newestCode: (email: string) => Promise<string>;
  close: () => Promise<void>;
};

/** The object that was answered; empty after a refusal. */
export type Answer = Record<string, unknown>;

export async function createWorld(mode: 'single' | 'multi', clientCount: number): Promise<World> {
  const clock = createClock();
  const emulator = await startEmulator({
    clock: clock.read,
    seed: { users: [], settings: { sessionMode: mode } },
  });
  const clients = Array.from({ length: clientCount }, () => createFrontendClient(emulator));

  return {
    emulator,
    clock,
    clients,
    async post(client, path, form, refusal) {
      const response = await clients[client]?.call(path, { form });
      if (!response) throw new Error(`there is no client ${client}`);
      if (refusal) {
        expect((await readError(response)).code, path).toBe(refusal);
        return {};
      }
      const body = await response.json();
      expect(response.status, `${path}: ${JSON.stringify(body)}`).toBe(200);
      return body.response;
    },
    async backend(method, path, body) {
      const response = await callBackend(emulator, path, { method, ...(body === undefined ? {} : { body }) });
      const answer = await response.json();
      expect(response.status, `${path}: ${JSON.stringify(answer)}`).toBe(200);
      return answer;
    },
    newestCode: (email) => readCode(emulator, email),
    close: () => emulator.close(),
  };
}
