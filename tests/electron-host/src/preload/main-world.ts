import { type BridgeMessage, createBridgeEnd } from './bridge-end.ts';
import type { ExposeMessage, HostAccess, HostMessage } from './host-access.ts';
import { openPassage, passageNames } from './passage.ts';
import { routePermissions } from './permission-requests.ts';
import { routeNewWindows } from './window-requests.ts';

/** Prepares the main world of a document, before the page's own scripts. */
export function startMainWorld(secret: string): void {
  const { toMain, toIsolated } = passageNames(secret);
  const send = openPassage<BridgeMessage | ExposeMessage | HostMessage, BridgeMessage>(
    toIsolated,
    toMain,
    (message) => {
      if (message.kind === 'expose') expose(message.key, bridge.decode(message.api));
      else if (message.kind === 'host') connectHost(bridge.decode(message.api) as HostAccess);
      else bridge.receive(message);
    },
  );
  const bridge = createBridgeEnd(send);
}

function expose(key: string, api: unknown): void {
  Object.defineProperty(window, key, {
    value: freezeDeeply(api),
    enumerable: true,
    configurable: false,
    writable: false,
  });
}

function connectHost(host: HostAccess): void {
  routeNewWindows(host);
  routePermissions(host);
}

/** contextBridge freezes what it exposes. */
function freezeDeeply(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const item of Object.values(value)) freezeDeeply(item);
  return Object.freeze(value);
}
