import { EventEmitter } from 'node:events';
import type { NotificationConstructorOptions } from 'electron';
import { guarded, guardedClass } from './guard.ts';

class HostNotification extends EventEmitter {
  static isSupported = (): boolean => true;
  readonly title: string;
  readonly body: string;
  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
  }
  show(): void {
    setImmediate(() => this.emit('show', {}));
  }
  close(): void {
    setImmediate(() => this.emit('close', {}));
  }
}

/** Electron's Notification: announces itself as shown, and is not. */
export const Notification = guardedClass(HostNotification, 'Notification');

class HostTray extends EventEmitter {
  private isGone = false;
  setToolTip(): void {}
  setContextMenu(): void {}
  setImage(): void {}
  destroy(): void {
    this.isGone = true;
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
}

/** Electron's Tray: remembers, and is not shown. */
export const Tray = guardedClass(HostTray, 'Tray');

/** Electron's `clipboard`, private to the process. */
export function createClipboard() {
  let text = '';
  return guarded(
    {
      readText: (): string => text,
      writeText(value: string): void {
        text = value;
      },
      clear(): void {
        text = '';
      },
    },
    'clipboard',
  );
}

const AREA = { x: 0, y: 0, width: 1280, height: 800 };
const DISPLAY = {
  id: 1,
  bounds: AREA,
  workArea: AREA,
  size: { width: AREA.width, height: AREA.height },
  workAreaSize: { width: AREA.width, height: AREA.height },
  scaleFactor: 1,
};

/** Electron's `screen`: one display of 1280 by 800. */
export function createScreen() {
  const members = {
    getPrimaryDisplay: () => DISPLAY,
    getAllDisplays: () => [DISPLAY],
    getDisplayMatching: () => DISPLAY,
    getDisplayNearestPoint: () => DISPLAY,
  };
  return guarded(Object.assign(new EventEmitter(), members), 'screen');
}

/** Electron's `powerMonitor`: the machine never sleeps; specs may emit its events. */
export function createPowerMonitor() {
  const members = { getSystemIdleTime: () => 0, isOnBatteryPower: () => false, onBatteryPower: false };
  return guarded(Object.assign(new EventEmitter(), members), 'powerMonitor');
}
