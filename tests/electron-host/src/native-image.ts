import { existsSync, readFileSync } from 'node:fs';
import { guarded } from './guard.ts';

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

function createImage(content: Buffer): object {
  const isPng = content.subarray(0, 4).equals(PNG_SIGNATURE);
  const image = guarded(
    {
      isEmpty: (): boolean => content.length === 0,
      getSize: () => ({
        width: isPng ? content.readUInt32BE(16) : 0,
        height: isPng ? content.readUInt32BE(20) : 0,
      }),
      toPNG: (): Buffer => content,
      toDataURL: (): string => `data:image/png;base64,${content.toString('base64')}`,
      setTemplateImage() {},
      /** Images are never drawn, so their size is kept. */
      resize: (): object => image,
    },
    'NativeImage',
  );
  return image;
}

/**
 * Electron's `nativeImage`: carries bytes, decodes nothing. A missing file gives an empty image, as in
 * Electron.
 */
export const nativeImage = guarded(
  {
    createEmpty: () => createImage(Buffer.alloc(0)),
    createFromPath: (file: string) => createImage(existsSync(file) ? readFileSync(file) : Buffer.alloc(0)),
    createFromBuffer: (content: Buffer) => createImage(content),
    createFromDataURL: (url: string) => createImage(Buffer.from(url.split(',')[1] ?? '', 'base64')),
  },
  'nativeImage',
);
