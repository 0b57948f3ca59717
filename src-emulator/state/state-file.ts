import { constants } from 'node:fs';
import { access, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type State, stateSchema } from './records.ts';

const fileName = 'emulator-state.json';

/** Where the state is kept between runs. */
export type StateFile = {
  /** The saved state; `undefined` when there is none, or when it was damaged and has been set aside. */
  load(): Promise<State | undefined>;
  /**
   * Resolves once everything `exportState` returned at or after this call is on disk. Calls that arrive
   * during a write share the next one.
   */
  save(exportState: () => State): Promise<void>;
};

/** Creates the folder if needed. Throws when it cannot be created or written. */
export async function openStateFile(
  folder: string,
  dependencies: { clock: () => number; warn: (line: string) => void },
): Promise<StateFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await access(folder, constants.W_OK);
  const path = join(folder, fileName);
  let writing: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const write = (exportState: () => State): Promise<void> => {
    const current = writeAtomically(folder, path, exportState).finally(() => {
      if (writing === current) writing = undefined;
    });
    writing = current;
    return current;
  };

  const save = (exportState: () => State): Promise<void> => {
    if (next) return next;
    if (!writing) return write(exportState);
    next = writing
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return write(exportState);
      });
    return next;
  };

  return { load: () => loadState(path, dependencies), save };
}

async function loadState(
  path: string,
  { clock, warn }: { clock: () => number; warn: (line: string) => void },
): Promise<State | undefined> {
  const text = await readIfPresent(path);
  if (text === undefined) return undefined;
  const parsed = stateSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;

  const aside = `${path}.damaged-${new Date(clock()).toISOString().replace(/[:.]/g, '-')}`;
  await rename(path, aside);
  warn(`the saved state cannot be read, so it was moved to ${aside} and the emulator starts afresh`);
  return undefined;
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A reader sees the old file or the new one, never half of it, also after a power cut. */
async function writeAtomically(folder: string, path: string, exportState: () => State): Promise<void> {
  const text = JSON.stringify(exportState());
  const temporary = `${path}.tmp`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its rename is durable without this.
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
