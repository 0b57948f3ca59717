import { parameterMissing } from '../errors/parameter-errors.ts';

/**
 * Reads the one file that a multipart form carries in `file`, or that is the body itself as base64 text, with or without
 * the head of a data URL. Throws when the body is neither.
 */
export async function readUploadedFile(
  contentType: string,
  body: unknown,
): Promise<{ name: string; bytes: Buffer } | undefined> {
  if (!Buffer.isBuffer(body)) throw parameterMissing('file');
  if (contentType.startsWith('application/octet-stream'))
    return {
      name: 'image',
      bytes: Buffer.from(body.toString('latin1').replace(/^data:[^,]*,/, ''), 'base64'),
    };
  const form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } })
    .formData()
    .catch(() => undefined);
  const file = form?.get('file');
  if (!file || typeof file === 'string') return undefined;
  return { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) };
}
