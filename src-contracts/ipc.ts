import { z } from 'zod';
import { windowStateSchema } from './window-state.ts';

/** What an IPC call answers instead of throwing: `ipcRenderer.invoke` flattens errors to their message. */
const ipcErrorSchema = z.strictObject({
  code: z.enum(['sender-not-allowed', 'invalid-request', 'internal-error']),
  message: z.string(),
});
export type IpcError = z.infer<typeof ipcErrorSchema>;

/** Every request channel with the schemas of its request and its answer. SECURITY S37: nothing else is handled. */
export const ipcRequests = {
  'window-state:read': { request: z.undefined(), response: windowStateSchema },
  'window-state:retry': { request: z.undefined(), response: z.void() },
} as const;
export type IpcRequests = typeof ipcRequests;
export type IpcRequestChannel = keyof IpcRequests;

/** Every channel on which the main process tells the window something. */
export const ipcEvents = { 'window-state:changed': windowStateSchema } as const;

type IpcResult<Data> = { ok: true; data: Data } | { ok: false; error: IpcError };

/** SECURITY S38: named methods only; a test compares the key list with a snapshot. */
export type FrontdeskBridge = {
  readWindowState: () => Promise<IpcResult<z.infer<typeof windowStateSchema>>>;
  /** Starts whatever is not running again, at once instead of after the back-off. */
  retryStart: () => Promise<IpcResult<undefined>>;
  /** Calls `listener` on each change until the returned function is called. The window checks what it gets. */
  onWindowStateChanged: (listener: (state: unknown) => void) => () => void;
};
