import { randomBytes, randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Ids look like Clerk's: a prefix and 27 letters or digits, e.g. `user_2xhFjEI5X2qWRvtV13BzSj8H6Dk`. */
export type IdPrefix =
  | 'act'
  | 'inv'
  | 'passkey'
  | 'sit'
  | 'wle'
  | 'alid'
  | 'backup_code'
  | 'blid'
  | 'client'
  | 'dlv'
  | 'dmn'
  | 'dvb'
  | 'eac'
  | 'ep'
  | 'idn'
  | 'img'
  | 'ins'
  | 'jtmp'
  | 'mch'
  | 'msg'
  | 'org'
  | 'orgdmn'
  | 'orginv'
  | 'orgmem'
  | 'orgmemreq'
  | 'orgsug'
  | 'perm'
  | 'role'
  | 'rset'
  | 'oa'
  | 'ru'
  | 'sact'
  | 'sess'
  | 'sia'
  | 'sua'
  | 'sver'
  | 'totp'
  | 'user';

export const createId = (prefix: IdPrefix): string =>
  `${prefix}_${Array.from({ length: 27 }, () => alphabet[randomInt(alphabet.length)]).join('')}`;

/** Ids of what machines use are a prefix and 32 hexadecimal digits, e.g. `ak_3beecc9c60adb5f9b850e91a8ee1e992`. */
export const createHexId = (prefix: 'ak' | 'mt' | 'oat'): string =>
  `${prefix}_${randomBytes(16).toString('hex')}`;

/** A secret that says by its prefix what it is for; letters and digits only. */
export const createPrefixedSecret = (prefix: 'ak' | 'mt' | 'oat' | 'ort'): string =>
  `${prefix}_${Array.from({ length: 43 }, () => alphabet[randomInt(alphabet.length)]).join('')}`;

/** 256 random bits. */
export const createRandomToken = (): string => randomBytes(32).toString('base64url');

/** What the signatures of webhooks are made with. */
export const createWebhookSecret = (): string => `whsec_${randomBytes(24).toString('base64')}`;

/** `jti` of session tokens and trace ids of errors. */
export const createTraceId = (): string => randomBytes(16).toString('hex');
