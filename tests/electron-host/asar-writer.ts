import { createHash } from 'node:crypto';

/** A directory of an archive to be written: names to contents or to further directories. */
export interface AsarTree {
  readonly [name: string]: string | Buffer | AsarTree;
}

/** Writes an asar archive with the hash of each file, as electron-builder does. */
export function createAsar(tree: AsarTree): Buffer {
  const contents: Buffer[] = [];
  let offset = 0;
  const describe = (directory: AsarTree): object => ({
    files: Object.fromEntries(
      Object.entries(directory).map(([name, entry]) => {
        if (typeof entry !== 'string' && !Buffer.isBuffer(entry)) return [name, describe(entry)];
        const content = Buffer.from(entry);
        contents.push(content);
        const hash = createHash('sha256').update(content).digest('hex');
        const described = {
          size: content.length,
          offset: String(offset),
          integrity: { algorithm: 'SHA256', hash },
        };
        offset += content.length;
        return [name, described];
      }),
    ),
  });
  return encodeAsar(describe(tree), Buffer.concat(contents));
}

/** Puts a header, right or wrong, before the contents. */
export function encodeAsar(header: object, contents: Buffer): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const padded = Math.ceil(json.length / 4) * 4;
  const head = Buffer.alloc(16 + padded);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(padded + 8, 4);
  head.writeUInt32LE(padded + 4, 8);
  head.writeUInt32LE(json.length, 12);
  json.copy(head, 16);
  return Buffer.concat([head, contents]);
}
