import type { EmulatorContext } from '../context.ts';
import { parameterValueInvalid } from '../errors/parameter-errors.ts';
import type { Metadata } from '../state/records.ts';

const maximumBytes = 8192;

/** Whether Clerk keeps that much. */
export const isMetadataSmall = (metadata: Metadata): boolean =>
  Buffer.byteLength(JSON.stringify(metadata)) <= maximumBytes;

const parameters = {
  publicMetadata: 'public_metadata',
  privateMetadata: 'private_metadata',
  unsafeMetadata: 'unsafe_metadata',
} as const;
type Kind = keyof typeof parameters;
const kinds = ['publicMetadata', 'privateMetadata', 'unsafeMetadata'] as const;

/** A user, an organisation or a membership. */
type Holder = Partial<Record<Kind, Metadata>> & { updatedAt: number };
type Changes = Partial<Record<Kind, Metadata | null | undefined>>;

/**
 * Merges at every level; a key set to `null` is removed. Throws, and changes nothing, when that would be more than Clerk
 * keeps, however small the change.
 */
export function mergeMetadata(context: EmulatorContext, holder: Holder, changes: Changes): void {
  const merged: Changes = {};
  for (const kind of kinds) {
    const change = changes[kind];
    if (!change) continue;
    const result = mergeDeep(holder[kind] ?? {}, change);
    if (!isMetadataSmall(result)) throw parameterValueInvalid(parameters[kind], 'must not exceed 8 KB.');
    merged[kind] = result;
  }
  replaceMetadata(context, holder, merged);
}

/** Overwrites each kind that is given; the others stay. */
export function replaceMetadata({ clock }: EmulatorContext, holder: Holder, changes: Changes): void {
  for (const kind of kinds) {
    const change = changes[kind];
    if (change !== undefined) holder[kind] = change ?? {};
  }
  holder.updatedAt = clock();
}

function mergeDeep(base: Metadata, change: Metadata): Metadata {
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
