import { exposeClerkBridge } from '@clerk/electron/preload';
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { bridgeName } from '../src-contracts/brand.ts';
import type { FrontdeskBridge, IpcRequestChannel, ipcEvents } from '../src-contracts/ipc.ts';

const windowStateChanged: keyof typeof ipcEvents = 'window-state:changed';
const invoke = (channel: IpcRequestChannel) => ipcRenderer.invoke(channel);

// SECURITY S38: a frozen list of named methods; ipcRenderer itself never reaches the page.
const bridge: FrontdeskBridge = Object.freeze({
  readWindowState: () => invoke('window-state:read'),
  retryStart: () => invoke('window-state:retry'),
  onWindowStateChanged: (listener: (state: unknown) => void) => {
    const forward = (_event: IpcRendererEvent, state: unknown) => listener(state);
    ipcRenderer.on(windowStateChanged, forward);
    return () => void ipcRenderer.removeListener(windowStateChanged, forward);
  },
});

exposeClerkBridge();
contextBridge.exposeInMainWorld(bridgeName, bridge);
