import { EventEmitter } from 'node:events';
import type { CDPSession } from 'playwright';
import { guarded } from './guard.ts';

type ThemeSource = 'system' | 'light' | 'dark';
type Send = CDPSession['send'];

/**
 * Electron's `nativeTheme`; the desktop of the host is light. Pages follow through `prefers-color-scheme`.
 */
export function createNativeTheme(getPages: () => Iterable<{ readonly send: Send }>) {
  let source: ThemeSource = 'system';
  const emitter = new EventEmitter();

  async function applyTo(send: Send): Promise<void> {
    const value = source === 'system' ? '' : source;
    await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  }

  Object.defineProperties(emitter, {
    shouldUseDarkColors: { get: () => source === 'dark', enumerable: true },
    shouldUseHighContrastColors: { value: false, enumerable: true },
    themeSource: {
      get: () => source,
      set(value: ThemeSource) {
        source = value;
        // A page that closes meanwhile needs no theme.
        for (const { send } of getPages()) applyTo(send).catch(() => {});
        emitter.emit('updated');
      },
      enumerable: true,
    },
  });
  return { nativeTheme: guarded(emitter, 'nativeTheme'), theme: { applyTo } };
}

export type ThemeHost = ReturnType<typeof createNativeTheme>['theme'];
