import type { z } from 'zod';
import { windowOrigin } from '../../src-contracts/brand.ts';
import type { IpcError } from '../../src-contracts/ipc.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';

/** The parts of an invoke event that say who asks. */
export type IpcSender = { frameUrl: string | undefined; isMainFrame: boolean };

/**
 * Answers one call as a Result. SECURITY S37: the frame, its origin and the request's schema are checked on each call
 * (Electron security checklist 17); the answer is checked too, so that nothing unlisted leaves the main process.
 */
export async function answerRequest<Request, Response>(
  schemas: { request: z.ZodType<Request>; response: z.ZodType<Response> },
  handler: (request: Request) => Response | Promise<Response>,
  sender: IpcSender,
  request: unknown,
  report: (error: unknown) => void,
): Promise<Result<unknown, IpcError>> {
  if (!isOwnWindow(sender))
    return failure({ code: 'sender-not-allowed', message: 'Only the application window may ask.' });
  const parsed = schemas.request.safeParse(request);
  if (!parsed.success)
    return failure({ code: 'invalid-request', message: 'The request does not fit its schema.' });
  try {
    return success(schemas.response.parse(await handler(parsed.data)));
  } catch (error) {
    report(error);
    return failure({
      code: 'internal-error',
      message: 'The application could not do this; its log says why.',
    });
  }
}

function isOwnWindow({ frameUrl, isMainFrame }: IpcSender): boolean {
  if (!isMainFrame || !frameUrl) return false;
  return frameUrl === windowOrigin || frameUrl.startsWith(`${windowOrigin}/`);
}
