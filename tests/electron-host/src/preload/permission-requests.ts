import type { HostAccess } from './host-access.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * Makes the calls with which a page asks for a permission wait for the app's handler. Chromium then grants
 * or refuses by itself, because the host has set the answer in it.
 */
export function routePermissions(host: HostAccess): void {
  const ask = (owner: object | undefined, name: string, permission: string): void => {
    if (owner === undefined) return;
    const original: unknown = Reflect.get(owner, name);
    if (typeof original !== 'function') return;
    const asked: Method = async function (...args) {
      await host.requestPermission(permission);
      return Reflect.apply(original, this, args);
    };
    Reflect.set(owner, name, asked);
  };
  ask(globalThis.Notification, 'requestPermission', 'notifications');
  ask(globalThis.Geolocation?.prototype, 'getCurrentPosition', 'geolocation');
  ask(globalThis.MediaDevices?.prototype, 'getUserMedia', 'media');
  ask(globalThis.Clipboard?.prototype, 'readText', 'clipboard-read');
  ask(globalThis.Clipboard?.prototype, 'read', 'clipboard-read');
  ask(globalThis.Clipboard?.prototype, 'writeText', 'clipboard-sanitized-write');
}
