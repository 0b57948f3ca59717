import { z } from 'zod';
import { logLevelSchema } from './api-process.ts';
import type { SetupProblem } from './connection.ts';
import { failure, type Result, success } from './result.ts';

const originSchema = z
  .string()
  .refine((value) => /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]+$/i.test(value) && value !== 'null');

const listOf = <Item extends z.ZodType<string, string>>(item: Item) =>
  z
    .string()
    .transform((list) => list.split(',').map((entry) => entry.trim()))
    .pipe(z.array(item).min(1));

const addressSchema = z.union([z.ipv4(), z.ipv6()]);
/** As clients send it: lower case, with the port unless it is the scheme's own. */
const hostSchema = z.string().regex(/^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9]\d{0,4})?$/);
const networkSchema = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
  .refine((network) => !/\/0+$/.test(network));

const mostRequests = 1_000_000_000;

/** In decimal digits: `z.coerce` would take a blank text for 0, and 0x50 for 80. */
const wholeNumber = z
  .string()
  .regex(/^(0|[1-9]\d*)$/)
  .transform(Number);

const secondsUpTo = (most: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(z.number().max(most));

/** Every `FRONTDESK_` name there is, with its form. Read by all processes, so that a misspelt one is never ignored. */
const settingSchemas = {
  FRONTDESK_PORT: wholeNumber.pipe(z.number().max(65_535)),
  FRONTDESK_HOST: addressSchema,
  FRONTDESK_TLS_CERT_FILE: z.string().min(1),
  FRONTDESK_TLS_KEY_FILE: z.string().min(1),
  FRONTDESK_BEHIND_PROXY: z.enum(['true', 'false']).transform((value) => value === 'true'),
  FRONTDESK_ALLOWED_HOSTS: listOf(hostSchema),
  FRONTDESK_TRUSTED_PROXIES: listOf(networkSchema),
  FRONTDESK_AUTHORIZED_PARTIES: listOf(originSchema),
  FRONTDESK_LOG_LEVEL: logLevelSchema,
  FRONTDESK_EMULATOR_URL: z
    .url({ protocol: /^http$/, hostname: /^(127\.0\.0\.1|localhost)$/ })
    .transform((url) => new URL(url).origin),
  FRONTDESK_DATA_DIR: z.string().min(1),
  FRONTDESK_SESSION_CACHE_SECONDS: secondsUpTo(5),
  FRONTDESK_USER_CACHE_SECONDS: secondsUpTo(3_600),
  FRONTDESK_RATE_LIMIT_PER_TOKEN: wholeNumber.pipe(z.number().min(1).max(mostRequests)),
  FRONTDESK_RATE_LIMIT_TOTAL: wholeNumber.pipe(z.number().min(1).max(mostRequests)),
  FRONTDESK_ADMIN_ORGANIZATION: z.string().regex(/^org_[A-Za-z0-9]{1,250}$/),
  FRONTDESK_METRICS_TOKEN: z.string().regex(/^[\x21-\x7e]{16,256}$/),
  FRONTDESK_METRICS_TOKEN_FILE: z.string().min(1),
} as const;

const expectations: Record<SettingName, string> = {
  FRONTDESK_PORT: 'Give a port number from 0 (any free port) to 65535.',
  FRONTDESK_HOST: 'Give an IP address of this machine, e.g. 127.0.0.1, or 0.0.0.0 for all of them.',
  FRONTDESK_TLS_CERT_FILE: 'Give the PEM file of the certificate.',
  FRONTDESK_TLS_KEY_FILE: 'Give the PEM file of the private key.',
  FRONTDESK_BEHIND_PROXY: 'Give true or false.',
  FRONTDESK_ALLOWED_HOSTS:
    'Give hosts as clients call them, in lower case, separated by commas, e.g. api.example.com.',
  FRONTDESK_TRUSTED_PROXIES:
    'Give addresses or networks of your proxies, not everybody, separated by commas, e.g. 10.0.0.0/8.',
  FRONTDESK_AUTHORIZED_PARTIES:
    'Give origins separated by commas, e.g. https://app.example.com,frontdesk://app.',
  FRONTDESK_LOG_LEVEL: `Give one of ${logLevelSchema.options.join(', ')}.`,
  FRONTDESK_EMULATOR_URL: 'Give the loopback address of a running emulator, e.g. http://127.0.0.1:4100.',
  FRONTDESK_DATA_DIR: 'Give a folder to keep data in.',
  FRONTDESK_SESSION_CACHE_SECONDS: 'Give seconds from 0 (ask Clerk on each request) to 5.',
  FRONTDESK_USER_CACHE_SECONDS: 'Give seconds from 0 (ask Clerk on each request) to 3600.',
  FRONTDESK_RATE_LIMIT_PER_TOKEN: 'Give a number of requests per minute, at least 1.',
  FRONTDESK_RATE_LIMIT_TOTAL: 'Give a number of requests per minute, at least 1.',
  FRONTDESK_ADMIN_ORGANIZATION: 'Give the id of one organisation, org_…, as the Clerk dashboard shows it.',
  FRONTDESK_METRICS_TOKEN: 'Give 16 to 256 characters without spaces, e.g. what openssl rand -hex 32 prints.',
  FRONTDESK_METRICS_TOKEN_FILE: 'Give the file that holds the token of the metrics.',
};

export type SettingName = keyof typeof settingSchemas;
export const settingNames = Object.keys(settingSchemas) as SettingName[];

/** Values of the settings that are set; a setting that is not set is absent. */
export type Settings = { [Name in SettingName]?: z.output<(typeof settingSchemas)[Name]> };

/**
 * Reads all `FRONTDESK_` settings from an environment. An unknown name is refused and the nearest known one named, so
 * that a misspelling never means a silent default. Values are never repeated in a problem.
 */
export function readSettings(
  environment: Record<string, string | undefined>,
): Result<Settings, SetupProblem> {
  const settings: Settings = {};
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('FRONTDESK_') || value === undefined || value === '') continue;
    if (!isSettingName(name))
      return failure({
        setting: name,
        reason: 'there is no such setting',
        remedy: `Did you mean ${nearest(name, settingNames)}? Unset ${name} otherwise.`,
      });
    const parsed = settingSchemas[name].safeParse(value);
    if (!parsed.success)
      return failure({ setting: name, reason: 'its value cannot be used', remedy: expectations[name] });
    Object.assign(settings, { [name]: parsed.data });
  }
  return success(settings);
}

const isSettingName = (name: string): name is SettingName => Object.hasOwn(settingSchemas, name);

/** The candidate with the smallest edit distance (Levenshtein) to `word`. */
export function nearest(word: string, candidates: readonly string[]): string {
  const ranked = candidates.map((candidate) => ({ candidate, distance: editDistance(word, candidate) }));
  return ranked.sort((a, b) => a.distance - b.distance)[0]?.candidate ?? '';
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
