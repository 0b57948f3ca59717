import type { WebContents } from 'electron';
import type { WindowOrigins } from '../../src-contracts/content-security-policy.ts';
import type { ipcEvents } from '../../src-contracts/ipc.ts';
import type { WindowState } from '../../src-contracts/window-state.ts';

const stateChanged: keyof typeof ipcEvents = 'window-state:changed';

/** A page that is asked for while all starts waits this long for the final policy, instead of being loaded twice. */
const startGraceMilliseconds = 1_500;

export type WindowLoader = {
  /** The origins for the policy of a page that is being loaded. */
  originsForPage: () => Promise<WindowOrigins>;
  /** Tells the window, which reloads itself when its policy does not name the origins in use any more. */
  stateChanged: (state: WindowState) => void;
};

/** Keeps the loaded page and the running processes in step. */
export function createWindowLoader(
  readContents: () => Pick<WebContents, 'send'> | undefined,
  readOrigins: () => WindowOrigins,
): WindowLoader {
  let endStart = (): void => undefined;
  const started = new Promise<void>((resolve) => {
    endStart = resolve;
    setTimeout(resolve, startGraceMilliseconds).unref();
  });

  return {
    async originsForPage() {
      await started;
      return readOrigins();
    },
    stateChanged(state) {
      if (state.status !== 'starting') endStart();
      readContents()?.send(stateChanged, state);
    },
  };
}
