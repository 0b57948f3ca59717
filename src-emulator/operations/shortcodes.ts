import type { JSONType } from 'zod';
import type { Claims } from '../state/platform-records.ts';

/** What shortcodes can name, by the words before and after the dots. */
export type ShortcodeValues = { readonly [name: string]: unknown };

type Json = JSONType;

const whole = /^\{\{([^{}]*)\}\}$/;
const anywhere = /\{\{([^{}]*)\}\}/g;

/**
 * Fills in the shortcodes of a template's claims (https://clerk.com/docs/guides/sessions/jwt-templates#shortcodes).
 * One that is a whole value keeps its type and is `null` when there is no such thing; within a text it is text, and
 * empty then. `||` chooses the first that is not empty.
 */
export function fillShortcodes(claims: Claims, values: ShortcodeValues): Record<string, Json> {
  const fill = (value: Json): Json => {
    if (typeof value === 'string') return fillText(value, values);
    if (Array.isArray(value)) return value.map(fill);
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner)]));
    return value;
  };
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, fill(value)]));
}

function fillText(text: string, values: ShortcodeValues): Json {
  const expression = whole.exec(text)?.[1];
  if (expression !== undefined) return evaluate(expression, values);
  return text.replaceAll(anywhere, (_match, inner: string) => {
    const value = evaluate(inner, values);
    return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
}

function evaluate(expression: string, values: ShortcodeValues): Json {
  let value: Json = null;
  for (const operand of expression.split('||')) {
    value = readOperand(operand.trim(), values);
    if (value !== null && value !== '' && value !== false) return value;
  }
  return value;
}

const quoted = /^(['"])(.*)\1$/;
const literals = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function readOperand(operand: string, values: ShortcodeValues): Json {
  const text = quoted.exec(operand)?.[2];
  if (text !== undefined) return text;
  const literal = literals.get(operand);
  if (literal !== undefined) return literal;
  if (/^-?\d+(\.\d+)?$/.test(operand)) return Number(operand);
  return toJson(readPath(operand.split('.'), values));
}

const readPath = (path: readonly string[], values: ShortcodeValues): unknown =>
  path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? Reflect.get(value, name)
        : undefined,
    values,
  );

/** What a shortcode names is data of the instance, and so JSON. */
const toJson = (value: unknown): Json => (value === undefined ? null : JSON.parse(JSON.stringify(value)));
