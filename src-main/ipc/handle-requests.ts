import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import { type IpcRequestChannel, type IpcRequests, ipcRequests } from '../../src-contracts/ipc.ts';
import { answerRequest, type IpcSender } from './answer-request.ts';

/** One handler for every request channel there is. */
export type IpcHandlers = {
  [Channel in IpcRequestChannel]: (
    request: z.infer<IpcRequests[Channel]['request']>,
  ) => z.infer<IpcRequests[Channel]['response']>;
};

/** The only place that touches `ipcMain` (Clerk's own bridge aside). */
export function handleRequests(
  handlers: IpcHandlers,
  report: (channel: string, error: unknown) => void,
): void {
  const handle = <Request, Response>(
    channel: IpcRequestChannel,
    schemas: { request: z.ZodType<Request>; response: z.ZodType<Response> },
    handler: (request: Request) => Response | Promise<Response>,
  ) =>
    ipcMain.handle(channel, (event, request: unknown) =>
      answerRequest(schemas, handler, senderOf(event), request, (error) => report(channel, error)),
    );

  handle('window-state:read', ipcRequests['window-state:read'], handlers['window-state:read']);
  handle('window-state:retry', ipcRequests['window-state:retry'], handlers['window-state:retry']);
}

function senderOf({ sender, senderFrame }: IpcMainInvokeEvent): IpcSender {
  return {
    frameUrl: senderFrame?.url,
    isMainFrame: senderFrame !== null && senderFrame === sender.mainFrame,
  };
}
