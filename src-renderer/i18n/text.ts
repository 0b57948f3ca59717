import { english } from './en.ts';

/** Every locale has the keys of the English catalogue. */
export type TextKey = keyof typeof english;

type PlaceholdersOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never;

type ValuesOf<Key extends TextKey> = Record<PlaceholdersOf<(typeof english)[Key]>, string | number>;
type Arguments<Key extends TextKey> =
  PlaceholdersOf<(typeof english)[Key]> extends never ? [] : [values: ValuesOf<Key>];

/** The words for `key`, with each `{name}` replaced by its value. A missing value does not compile. */
export function text<Key extends TextKey>(key: Key, ...[values]: Arguments<Key>): string {
  return fillPlaceholders(english[key], values ?? {});
}

/** Replaces each `{name}` that has a value; the others stay as they are. */
export const fillPlaceholders = (template: string, values: Record<string, string | number>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/** The form of a countable text: `one` for exactly one, `other` for all else. */
export const counted = (count: number, one: string, other: string): string => (count === 1 ? one : other);
