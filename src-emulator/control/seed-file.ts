import { readFile } from 'node:fs/promises';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import { ApiError } from '../errors/api-error.ts';
import type { Seed } from '../state/seed.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { seedSchema } from './seed-schema.ts';

/** Reads a seed file. The failure is one line that names the file and the first bad field. */
export async function readSeedFile(path: string): Promise<Result<Seed, string>> {
  const fail = (reason: string) => failure(`cannot use the seed file ${path}: ${reason}`);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return fail(code === 'ENOENT' ? 'there is no such file.' : `it cannot be read (${code}).`);
  }
  try {
    return success(readParameters(seedSchema, JSON.parse(text)));
  } catch (error) {
    if (!(error instanceof ApiError)) return fail('it is not JSON.');
    const [first] = error.details;
    return fail(
      first?.code === 'request_body_invalid' ? 'it is not a JSON object.' : (first?.long_message ?? ''),
    );
  }
}
