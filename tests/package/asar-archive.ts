import { readFileSync } from 'node:fs';
import { z } from 'zod';

type Folder = { files: Record<string, Entry> };
type Entry = Folder | { offset: string; size: number };

const entrySchema: z.ZodType<Entry> = z.lazy(() =>
  z.union([folderSchema, z.object({ offset: z.string(), size: z.number() })]),
);
const folderSchema: z.ZodType<Folder> = z.object({ files: z.record(z.string(), entrySchema) });

/**
 * Reads an asar archive: a pickled JSON header (sizes in the first 16 bytes), then the files one after the other.
 * @see https://github.com/electron/asar#format
 * @returns the content of every file by its path; files that are unpacked or links make it throw
 */
export function readArchive(file: string): Map<string, Buffer> {
  const bytes = readFileSync(file);
  const content = bytes.subarray(8 + bytes.readUInt32LE(4));
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12)));
  return new Map(listFiles(folderSchema.parse(header), content, ''));
}

function listFiles(folder: Folder, content: Buffer, path: string): [string, Buffer][] {
  return Object.entries(folder.files).flatMap(([name, entry]): [string, Buffer][] =>
    'files' in entry
      ? listFiles(entry, content, `${path}${name}/`)
      : [[path + name, content.subarray(Number(entry.offset), Number(entry.offset) + entry.size)]],
  );
}
