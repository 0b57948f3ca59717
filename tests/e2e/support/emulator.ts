import type { Page } from 'playwright/test';
import { z } from 'zod';
import { emulatorReadySchema } from '../../../src-contracts/ready-line.ts';
import { windowStateSchema } from '../../../src-contracts/window-state.ts';

const outboxSchema = z.object({
  messages: z.array(z.object({ to: z.string(), purpose: z.string(), code: z.string() })),
});

export const ada = { email: 'ada@example.com', password: 'Analytical-Engine-1843', firstName: 'Ada' };

/** The emulator behind a window, as somebody else would use it: by its Backend API and its outbox. */
export type EmulatorClient = {
  url: string;
  /** Status and body of a Backend API call. */
  backendApi: (method: string, path: string, body?: object) => Promise<{ status: number; body: unknown }>;
  /** The newest code sent to an address. */
  newestCode: (to: string) => Promise<string | undefined>;
};

async function connectEmulator(url: string): Promise<EmulatorClient> {
  const description = await (await fetch(`${url}/_emulator`)).json();
  const { secretKey } = emulatorReadySchema.omit({ ready: true }).parse(description);
  return {
    url,
    async backendApi(method, path, body) {
      const response = await fetch(`${url}/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: await response.json() };
    },
    async newestCode(to) {
      const answer = await (await fetch(`${url}/_emulator/outbox?to=${encodeURIComponent(to)}`)).json();
      return outboxSchema.parse(answer).messages[0]?.code;
    },
  };
}

/** The emulator that this window talks to. */
export async function emulatorOf(page: Page): Promise<EmulatorClient> {
  const state = windowStateSchema.parse(
    await page.evaluate(async () => {
      if (window.frontdesk) {
        const answer = await window.frontdesk.readWindowState();
        return answer.ok ? answer.data : undefined;
      }
      return (await fetch('./_host/state', { headers: { 'x-frontdesk-window': '1' } })).json();
    }),
  );
  const url = state.status === 'ready' ? state.config.clerk.proxyUrl : undefined;
  if (!url) throw new Error(`This window has no emulator: ${state.status}`);
  return connectEmulator(url);
}
