import type { Request, Response } from 'express';
import { browserWindowPath } from '../src-contracts/brand.ts';
import { isVaultKey } from './client-token-vault.ts';

const aYearInSeconds = 365 * 24 * 60 * 60;

/** The key in this browser's cookie, if it has one of the right form. */
export function readVaultKey(request: Request, cookieName: string): string | undefined {
  const cookies = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const value = cookies.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
  return isVaultKey(value) ? value : undefined;
}

/** HttpOnly: no script ever reads the key. Renewed with each page, so that it lives as long as it is used. */
export function writeVaultKey(response: Response, cookieName: string, key: string): void {
  const attributes = `Path=${browserWindowPath}; Max-Age=${aYearInSeconds}; HttpOnly; SameSite=Strict`;
  response.append('Set-Cookie', `${cookieName}=${key}; ${attributes}`);
}
