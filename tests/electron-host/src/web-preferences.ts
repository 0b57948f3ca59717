import type { WebPreferences } from 'electron';
import { notEmulated } from './guard.ts';

/** What the host's pages are, whatever the app asks for; the same as Electron's defaults. */
const EMULATED = {
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  sandbox: true,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  javascript: true,
} as const satisfies WebPreferences;

/** Fills in the defaults. Throws for preferences that would make the page something the host cannot be. */
export function resolveWebPreferences(given: WebPreferences): WebPreferences {
  for (const [name, value] of Object.entries(EMULATED)) {
    const asked = given[name as keyof typeof EMULATED];
    if (asked !== undefined && asked !== value) throw notEmulated(`webPreferences.${name}: ${asked}`);
  }
  if (given.partition !== undefined) throw notEmulated('webPreferences.partition');
  return { devTools: true, ...EMULATED, ...given };
}
