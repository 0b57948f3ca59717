import type { EventEmitter } from 'node:events';

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface WindowStateOptions {
  readonly bounds: Bounds;
  readonly isVisible: boolean;
  readonly title: string;
  /** Tells Chromium the size, in device-independent pixels. */
  resize(width: number, height: number): void;
}

/**
 * The state a window manager keeps: size, place, title, visible, minimised, maximised, full screen.
 * Nothing manages the host's windows, so the state is remembered and announced; only the size reaches
 * Chromium.
 */
export function createWindowState(window: EventEmitter, options: WindowStateOptions) {
  const bounds = { ...options.bounds };
  let { isVisible, title } = options;
  let isMinimized = false;
  let isMaximized = false;
  let isFullScreen = false;

  const setBounds = (change: Partial<Bounds>): void => {
    const isResized =
      (change.width ?? bounds.width) !== bounds.width || (change.height ?? bounds.height) !== bounds.height;
    const isMoved = (change.x ?? bounds.x) !== bounds.x || (change.y ?? bounds.y) !== bounds.y;
    Object.assign(bounds, change);
    if (isResized) {
      options.resize(bounds.width, bounds.height);
      window.emit('resize');
      window.emit('resized');
    }
    if (isMoved) {
      window.emit('move');
      window.emit('moved');
    }
  };
  const change = (isChanged: boolean, event: string): void => {
    if (isChanged) window.emit(event);
  };

  return {
    getBounds: () => ({ ...bounds }),
    getNormalBounds: () => ({ ...bounds }),
    getSize: (): [number, number] => [bounds.width, bounds.height],
    getPosition: (): [number, number] => [bounds.x, bounds.y],
    setBounds,
    setSize: (width: number, height: number): void => setBounds({ width, height }),
    setPosition: (x: number, y: number): void => setBounds({ x, y }),
    center() {},
    getTitle: (): string => title,
    setTitle(value: string): void {
      title = value;
    },
    isVisible: (): boolean => isVisible && !isMinimized,
    showInactive(): void {
      const isChanged = !isVisible;
      isVisible = true;
      change(isChanged, 'show');
    },
    hide(): void {
      const isChanged = isVisible;
      isVisible = false;
      change(isChanged, 'hide');
    },
    isMinimized: (): boolean => isMinimized,
    minimize(): void {
      const isChanged = !isMinimized;
      isMinimized = true;
      change(isChanged, 'minimize');
    },
    restore(): void {
      const isChanged = isMinimized;
      isMinimized = false;
      change(isChanged, 'restore');
    },
    isMaximized: (): boolean => isMaximized,
    maximize(): void {
      const isChanged = !isMaximized;
      isMaximized = true;
      change(isChanged, 'maximize');
    },
    unmaximize(): void {
      const isChanged = isMaximized;
      isMaximized = false;
      change(isChanged, 'unmaximize');
    },
    isFullScreen: (): boolean => isFullScreen,
    setFullScreen(value: boolean): void {
      const isChanged = isFullScreen !== value;
      isFullScreen = value;
      change(isChanged, value ? 'enter-full-screen' : 'leave-full-screen');
    },
    // How a window looks in its desktop is not shown.
    flashFrame() {},
    setAutoHideMenuBar() {},
    setBackgroundColor() {},
    setContentProtection() {},
    setMenu() {},
    removeMenu() {},
    setMenuBarVisibility() {},
  };
}
