import { parameterMissing } from '../errors/parameter-errors.ts';

/** Reads the one file that a multipart form carries in `file`. Throws when the body is no such form. */
export async function readUploadedFile(
  contentType: string,
  body: unknown,
): Promise<{ name: string; bytes: Buffer } | undefined> {
  if (!Buffer.isBuffer(body)) throw parameterMissing('file');
  const form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } })
    .formData()
    .catch(() => undefined);
  const file = form?.get('file');
  if (!file || typeof file === 'string') return undefined;
  return { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) };
}
