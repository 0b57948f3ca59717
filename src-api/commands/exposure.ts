import type { SetupProblem } from '../../src-contracts/connection.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import type { Settings } from '../../src-contracts/settings.ts';
import { readTlsFiles, type TlsFileOptions, type TlsFiles } from './tls-files.ts';

/** Where the API listens, how, and under which names. */
export type Exposure = {
  host: string;
  tls?: TlsFiles;
  /** `Host` headers that are served beside those of loopback. */
  allowedHosts: readonly string[];
};

export const onLoopback: Exposure = { host: '127.0.0.1', allowedHosts: [] };

/**
 * Decides whether the API may listen as the settings say. SECURITY S01: beyond loopback only with HTTPS, its own or
 * that of a proxy, and SECURITY S02: only under names that are known.
 */
export function readExposure(settings: Settings, options: TlsFileOptions): Result<Exposure, SetupProblem> {
  const {
    FRONTDESK_HOST: host = onLoopback.host,
    FRONTDESK_ALLOWED_HOSTS: allowedHosts = [],
    FRONTDESK_TLS_CERT_FILE: certFile,
    FRONTDESK_TLS_KEY_FILE: keyFile,
    FRONTDESK_BEHIND_PROXY: isBehindProxy = false,
  } = settings;
  const exposure = { host, allowedHosts };
  if (certFile === undefined && keyFile === undefined) {
    if (!isLoopback(host) && !isBehindProxy) return failure(notWithoutTls);
    return isNameless(host, allowedHosts) ? failure(hostsMissing) : success(exposure);
  }
  if (certFile === undefined || keyFile === undefined) return failure(halfOfTls(certFile === undefined));
  if (isNameless(host, allowedHosts)) return failure(hostsMissing);
  const tls = readTlsFiles({ certFile, keyFile }, options);
  return tls.ok ? success({ ...exposure, tls: tls.data }) : tls;
}

const isLoopback = (host: string): boolean => host.startsWith('127.') || host === '::1';
const isUnspecified = (host: string): boolean => /^[0.:]+$/.test(host);
const isNameless = (host: string, allowedHosts: readonly string[]): boolean =>
  isUnspecified(host) && allowedHosts.length === 0;

/** The `Host` of a server at `url`: its address, which no DNS record can lead elsewhere. */
export function ownHosts(url: string): string[] {
  const { hostname, host } = new URL(url);
  return isUnspecified(hostname.replace(/^\[|\]$/g, '')) ? [] : [host];
}

const notWithoutTls: SetupProblem = {
  setting: 'FRONTDESK_HOST',
  reason: 'session tokens would cross the network in plain HTTP',
  remedy:
    'Give --tls-cert and --tls-key, or set FRONTDESK_BEHIND_PROXY=true where a proxy in front speaks HTTPS.',
};

const hostsMissing: SetupProblem = {
  setting: 'FRONTDESK_ALLOWED_HOSTS',
  reason: 'it is missing, and an API that listens on all addresses has no name of its own',
  remedy: 'Set it to the hosts under which clients call the API, e.g. api.example.com.',
};

const halfOfTls = (isCertMissing: boolean): SetupProblem => ({
  setting: isCertMissing ? 'FRONTDESK_TLS_CERT_FILE' : 'FRONTDESK_TLS_KEY_FILE',
  reason: `it is missing, although the ${isCertMissing ? 'private key' : 'certificate'} is given`,
  remedy: 'Give both files, or neither for plain HTTP on loopback.',
});
