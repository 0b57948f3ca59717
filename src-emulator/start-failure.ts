import { FolderInUseError } from './state/folder-lock.ts';

/** One line for a terminal: why the emulator did not start, and what to do about it. */
export function describeStartFailure(
  error: unknown,
  { port, dataDir }: { port: number; dataDir: string | undefined },
): string {
  if (error instanceof FolderInUseError)
    return `cannot use the data folder ${dataDir}: ${error.message}. Stop it, or give another with --data.`;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `port ${port} is in use. Stop what has it, or choose another with --port (0: any free one).`;
  if (code === 'EACCES' && dataDir === undefined)
    return `not allowed to listen on port ${port}. Choose one above 1023 with --port.`;
  if (typeof code === 'string' && dataDir !== undefined)
    return `cannot use the data folder ${dataDir} (${code}). Give a folder that can be written with --data.`;
  return `could not start: ${error instanceof Error ? error.message : String(error)}`;
}
