import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { SetupProblem } from '../../src-contracts/connection.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';

/** PEM, checked: the first certificate is valid now and belongs to the key. */
export type TlsFiles = { cert: string; key: string };

export type TlsFileOptions = {
  /** May throw. */
  readTextFile: (path: string) => string;
  /** Milliseconds since the epoch. */
  now: () => number;
};

const certSetting = 'FRONTDESK_TLS_CERT_FILE';
const keySetting = 'FRONTDESK_TLS_KEY_FILE';

/** Reads certificate chain and private key, and says which of them cannot be used and why. */
export function readTlsFiles(
  { certFile, keyFile }: { certFile: string; keyFile: string },
  { readTextFile, now }: TlsFileOptions,
): Result<TlsFiles, SetupProblem> {
  const cert = readFile(certSetting, certFile, readTextFile);
  if (!cert.ok) return cert;
  const key = readFile(keySetting, keyFile, readTextFile);
  if (!key.ok) return key;

  const certificate = parseCertificate(cert.data);
  if (!certificate)
    return problem(
      certSetting,
      'it is not a PEM certificate',
      'Give the file with -----BEGIN CERTIFICATE-----.',
    );
  const privateKey = parseKey(key.data);
  if (!privateKey.ok) return privateKey;
  if (!certificate.checkPrivateKey(privateKey.data))
    return problem(
      keySetting,
      'it is not the key of the first certificate in FRONTDESK_TLS_CERT_FILE',
      'Give the key that the certificate was made for; in a chain, the own certificate comes first.',
    );
  const time = checkTime(certificate, now());
  if (time) return failure(time);
  const files = { cert: cert.data, key: key.data };
  return isUsable(files)
    ? success(files)
    : problem(
        certSetting,
        'TLS does not take it: its key is too short, or its chain is damaged',
        'Give a key of 2048 bits (RSA) or 256 bits (EC) and more, and whole certificates of the chain.',
      );
}

/** What is read of the first certificate says nothing of the rest, nor of what OpenSSL takes for safe. */
function isUsable(files: TlsFiles): boolean {
  try {
    createSecureContext(files);
    return true;
  } catch {
    return false;
  }
}

function problem(setting: string, reason: string, remedy: string): Result<never, SetupProblem> {
  return failure({ setting, reason, remedy });
}

function readFile(
  setting: string,
  path: string,
  readTextFile: (path: string) => string,
): Result<string, SetupProblem> {
  try {
    return success(readTextFile(path));
  } catch {
    return problem(
      setting,
      'the file cannot be read',
      'Check that it exists and that this user may read it.',
    );
  }
}

function parseCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function parseKey(pem: string): Result<KeyObject, SetupProblem> {
  try {
    return success(createPrivateKey(pem));
  } catch {
    return /ENCRYPTED/.test(pem)
      ? problem(
          keySetting,
          'the private key is locked with a passphrase',
          'Give a file without one (openssl pkey -in KEY -out FILE) that only this user may read.',
        )
      : problem(keySetting, 'it is not a PEM private key', 'Give the file with -----BEGIN PRIVATE KEY-----.');
  }
}

function checkTime({ validFrom, validTo }: X509Certificate, now: number): SetupProblem | undefined {
  const isExpired = now > Date.parse(validTo);
  if (!isExpired && now >= Date.parse(validFrom)) return undefined;
  return {
    setting: certSetting,
    reason: isExpired
      ? `the certificate expired on ${describeDay(validTo)}`
      : `the certificate is valid from ${describeDay(validFrom)} on only`,
    remedy: isExpired
      ? 'Renew it, or check the clock of this machine.'
      : 'Wait until then, or check the clock of this machine.',
  };
}

const describeDay = (date: string): string => new Date(date).toISOString().slice(0, 10);
