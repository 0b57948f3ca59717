import type { EmulatorContext } from '../context.ts';
import { parameterValueInvalid } from '../errors/parameter-errors.ts';
import type { Metadata, User } from '../state/records.ts';

/** Merges at every level; a key set to `null` is removed. */
export function mergeDeep(base: Metadata, change: Metadata): Metadata {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(change)) {
    const current = merged.get(key);
    if (value === null) merged.delete(key);
    else if (isObject(value)) merged.set(key, mergeDeep(isObject(current) ? current : {}, value));
    else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

const maximumBytes = 8192;

/** Merges into what users keep of themselves. Throws when that would be more than Clerk keeps, however small the change. */
export function mergeOwnMetadata({ clock }: EmulatorContext, user: User, change: Metadata): void {
  const merged = mergeDeep(user.unsafeMetadata, change);
  if (JSON.stringify(merged).length > maximumBytes)
    throw parameterValueInvalid('unsafe_metadata', 'must not exceed 8 KB.');
  user.unsafeMetadata = merged;
  user.updatedAt = clock();
}

const isObject = (value: Metadata[string] | undefined): value is Metadata =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
