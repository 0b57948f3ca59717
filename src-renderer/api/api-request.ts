import type { Operations } from './generated-operations.ts';

/** Method and path template of an operation of the API, as its OpenAPI document has them. */
export type OperationName = keyof Operations;
export type InputOf<Name extends OperationName> = Omit<Operations[Name], 'answer'>;
export type AnswerOf<Name extends OperationName> = Operations[Name]['answer'];

type AnyInput = {
  path?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
};

/** `target` is the path with its query; `body` is JSON. */
export type ApiRequest = { method: string; target: string; body?: string };

/** The request of an operation, with what it takes in its place. */
export function requestOf<Name extends OperationName>(
  name: Name,
  { path = {}, query = {}, body }: InputOf<Name> & AnyInput,
): ApiRequest {
  const [method = '', template = ''] = name.split(' ');
  const filled = template.replace(/\{(\w+)\}/g, (_whole, field: string) =>
    encodeURIComponent(path[field] ?? ''),
  );
  const given = Object.entries(query).flatMap(([field, value]) =>
    value === undefined ? [] : [[field, String(value)]],
  );
  const search = new URLSearchParams(given).toString();
  return {
    method,
    target: search === '' ? filled : `${filled}?${search}`,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
