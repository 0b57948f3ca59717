import type { z } from 'zod';
import { backendOperations } from './backend-operations.ts';
import { frontendOperations } from './frontend-operations.ts';
import { readAnswer } from './schemas.ts';

export type Api = 'Frontend' | 'Backend';

export type Operation = {
  api: Api;
  method: string;
  /** With `:name` for what varies. */
  path: string;
  /** Of a success; absent where that is no JSON. */
  schema: z.ZodType | undefined;
  statuses: readonly number[];
};

const readOperations = (api: Api, list: string): Operation[] =>
  list
    .trim()
    .split('\n')
    .map((line) => {
      const [method = '', path = '', answer = '', ...statuses] = line.split(/\s+/);
      return { api, method, path, schema: readAnswer(answer), statuses: statuses.map(Number) };
    });

/** All of Clerk's operations, as its descriptions of version 2026-05-12 have them. */
export const operations: readonly Operation[] = [
  ...readOperations('Frontend', frontendOperations),
  ...readOperations('Backend', backendOperations),
];

const fits = (pattern: string, path: string): boolean => {
  const expected = pattern.split('/');
  const actual = path.split('/');
  return (
    expected.length === actual.length &&
    expected.every((segment, index) => segment.startsWith(':') || segment === actual[index])
  );
};

const countVariables = ({ path }: Operation): number => path.split(':').length;

/** The operation that a request is for; of several that fit the one with the fewest variables. */
export const findOperation = (api: Api, method: string, path: string): Operation | undefined =>
  operations
    .filter((operation) => operation.api === api && operation.method === method && fits(operation.path, path))
    .sort((a, b) => countVariables(a) - countVariables(b))[0];
