import type { Page } from 'playwright/test';
import { windowStateSchema } from '../../../src-contracts/window-state.ts';
import { type ControlClient, createControlClient } from '../../../src-emulator/control-client.ts';

export const ada = { email: 'ada@example.com', password: 'Analytical-Engine-1843', firstName: 'Ada' };

/** The emulator that this window talks to. */
export async function emulatorOf(page: Page): Promise<ControlClient> {
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
  return createControlClient(url);
}
