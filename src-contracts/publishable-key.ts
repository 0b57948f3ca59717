import { failure, type Result, success } from './result.ts';

/** What a publishable key says: which Frontend API it belongs to and which kind of instance that is. */
export type PublishableKey = {
  value: string;
  environment: 'test' | 'live';
  /** Host name of the instance's Frontend API, e.g. `clerk.example.com`. */
  frontendApiHost: string;
};

const keyPattern = /^pk_(test|live)_([A-Za-z0-9+/-]+={0,2})$/;
const hostPattern = /^(?=.{3,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?$/i;

/**
 * Reads a Clerk publishable key: `pk_test_` or `pk_live_`, then the base64 of the Frontend API host and a `$`
 * (https://clerk.com/docs/deployments/clerk-environment-variables).
 * The failure says what is wrong in words for the person who set the key.
 */
export function parsePublishableKey(value: string): Result<PublishableKey, string> {
  if (/^sk_/.test(value)) return failure('it is a secret key (sk_…), not a publishable key (pk_…)');
  const match = keyPattern.exec(value);
  const [, environment, encoded] = match ?? [];
  if (!environment || !encoded) return failure('it does not look like pk_test_… or pk_live_…');
  const host = decodeBase64(encoded);
  if (!host?.endsWith('$') || !hostPattern.test(host.slice(0, -1)))
    return failure('its second half does not name a Clerk host; it was probably cut short when copied');
  return success({
    value,
    environment: environment === 'live' ? 'live' : 'test',
    frontendApiHost: host.slice(0, -1),
  });
}

function decodeBase64(encoded: string): string | undefined {
  try {
    return atob(encoded.replace(/-/g, '+'));
  } catch {
    return undefined;
  }
}

/** The `iss` of every session token of an instance, and the base URL of its Frontend API. */
export const issuerOf = (key: PublishableKey): string => `https://${key.frontendApiHost}`;

/** SECURITY S44: `.localhost` is reserved (RFC 6761), so no real instance can have an emulated host name. */
export const isEmulatedHost = (frontendApiHost: string): boolean =>
  frontendApiHost === 'emulator.localhost' || frontendApiHost.endsWith('.emulator.localhost');
