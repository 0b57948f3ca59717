import { parse } from 'node:querystring';

/**
 * Reads a query, all of it: Node would pass over what comes after the thousandth `&`, and what is passed over is never
 * refused. The header limit bounds it.
 */
export const readQuery = (query: string): Record<string, string | string[] | undefined> =>
  parse(query, '&', '=', { maxKeys: 0 });
