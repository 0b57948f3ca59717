import type { Metadata } from '../state/records.ts';

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

const isObject = (value: Metadata[string] | undefined): value is Metadata =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
