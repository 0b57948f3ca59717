import type { Wire } from './bridge-end.ts';

/** What the main world may ask of the host, through the isolated world. */
export interface HostAccess {
  /** Reports that the page wants a new window; the host asks the app's window-open handler. */
  openWindow(details: { url: string; frameName: string; features: string; disposition: string }): void;
  /** Asks the app's permission handlers; resolves when the answer is in force in Chromium. */
  requestPermission(permission: string): Promise<void>;
}

/** Sent to the main world beside the bridge's own messages. */
export type ExposeMessage = { readonly kind: 'expose'; readonly key: string; readonly api: Wire };
export type HostMessage = { readonly kind: 'host'; readonly api: Wire };
