import type { EmulatorContext } from '../context.ts';
import { apiError } from '../errors/api-error.ts';
import { missingImage } from '../errors/catalogue.ts';
import { createId } from '../state/identifiers.ts';
import type { Image } from '../state/image-record.ts';
import type { User } from '../state/records.ts';

/** Clerk's limit. */
export const maximumImageBytes = 10 * 1024 * 1024;

/** Told by the first bytes, in hexadecimal: the name and type that a browser sends along are only a claim. */
const signatures: readonly (readonly [type: Image['contentType'], start: RegExp])[] = [
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/gif', /^47494638(37|39)61/],
  ['image/webp', /^52494646.{8}57454250/],
];

type UploadedFile = { name: string; bytes: Buffer } | undefined;

export function setProfileImage({ clock }: EmulatorContext, user: User, file: UploadedFile): Image {
  const image = toImage(file);
  user.image = image;
  user.updatedAt = clock();
  return image;
}

/** Takes an uploaded picture in. Throws when it is missing, too large, or of another kind than Clerk takes. */
export function toImage(file: UploadedFile): Image {
  if (!file || file.bytes.length === 0) throw missingImage();
  if (file.bytes.length > maximumImageBytes)
    throw apiError(
      413,
      'avatar_file_size_exceeded',
      'File too large',
      'File size exceeds the maximum limit of 10MB. Please choose a smaller file.',
    );
  const start = file.bytes.subarray(0, 16).toString('hex');
  const contentType = signatures.find(([, pattern]) => pattern.test(start))?.[0];
  if (!contentType)
    throw apiError(
      415,
      'avatar_file_type_invalid',
      'File type not supported',
      'File type not supported. Please upload a JPG, PNG, GIF, or WEBP image.',
    );
  return {
    id: createId('img'),
    name: file.name,
    contentType,
    base64: file.bytes.toString('base64'),
  };
}

export function removeProfileImage({ clock }: EmulatorContext, user: User): void {
  user.image = null;
  user.updatedAt = clock();
}
