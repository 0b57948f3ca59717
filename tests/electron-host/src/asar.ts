import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A file inside an archive; `offset` counts bytes from the end of the header. */
interface AsarFile {
  readonly size: number;
  readonly offset?: string;
  readonly unpacked?: boolean;
  readonly executable?: boolean;
  readonly integrity?: { readonly hash: string };
}
interface AsarLink {
  readonly link: string;
}
interface AsarDirectory {
  readonly files: Readonly<Record<string, AsarEntry>>;
}
type AsarEntry = AsarFile | AsarLink | AsarDirectory;

/** One entry of an archive with its path relative to the archive's root. */
export type AsarItem =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  | { readonly kind: 'unpacked'; readonly path: string }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly content: Buffer;
      readonly isExecutable: boolean;
    };

/**
 * Lists an asar archive (format of the @electron/asar package: two nested length prefixes, a JSON header,
 * then the files back to back). Throws on names that leave the archive and on content that does not match
 * its recorded hash.
 */
export function* readAsar(archive: Buffer): Generator<AsarItem> {
  const headerSize = archive.readUInt32LE(4);
  const jsonLength = archive.readUInt32LE(12);
  const header: AsarDirectory = JSON.parse(archive.toString('utf8', 16, 16 + jsonLength));
  yield* walk(header, '', archive.subarray(8 + headerSize));
}

function* walk(directory: AsarDirectory, parent: string, contents: Buffer): Generator<AsarItem> {
  for (const [name, entry] of Object.entries(directory.files)) {
    if (name === '' || name === '.' || name === '..' || /[/\\]/.test(name)) {
      throw new Error(`electron-host: the archive holds the unusable file name ${JSON.stringify(name)}`);
    }
    const relative = path.posix.join(parent, name);
    if ('files' in entry) {
      yield { kind: 'directory', path: relative };
      yield* walk(entry, relative, contents);
    } else if ('link' in entry) {
      yield { kind: 'link', path: relative, target: entry.link };
    } else if (entry.unpacked) {
      yield { kind: 'unpacked', path: relative };
    } else {
      const start = Number(entry.offset);
      const content = contents.subarray(start, start + entry.size);
      verifyHash(content, entry, relative);
      yield { kind: 'file', path: relative, content, isExecutable: entry.executable === true };
    }
  }
}

function verifyHash(content: Buffer, entry: AsarFile, relative: string): void {
  if (entry.integrity === undefined) return;
  const hash = createHash('sha256').update(content).digest('hex');
  if (hash !== entry.integrity.hash) {
    throw new Error(`electron-host: ${relative} in the archive does not match its recorded SHA-256`);
  }
}

/** Unpacks an archive: plain Node cannot read files inside one, Electron's patched `fs` can. */
export function unpackAsar(archiveFile: string, outDir: string): void {
  mkdirSync(outDir, { recursive: true });
  for (const item of readAsar(readFileSync(archiveFile))) {
    const target = path.join(outDir, item.path);
    if (item.kind === 'directory') mkdirSync(target, { recursive: true });
    else if (item.kind === 'link') symlinkSync(path.join(outDir, item.target), target);
    else if (item.kind === 'unpacked') copyFileSync(path.join(`${archiveFile}.unpacked`, item.path), target);
    else writeFileSync(target, item.content, { mode: item.isExecutable ? 0o755 : 0o644 });
  }
}
