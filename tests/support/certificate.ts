import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type TestCertificate = {
  certFile: string;
  keyFile: string;
  cert: string;
  key: string;
  /** Deletes both files. */
  remove: () => void;
};

const p256 = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

/** A self-signed certificate for `names`, valid for `days` from now, made by openssl with a new key of that kind. */
export function createCertificate(
  names: string[],
  { kind = p256, days = 30 }: { kind?: readonly string[]; days?: number } = {},
): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-certificate-'));
  const certFile = join(folder, 'cert.pem');
  const keyFile = join(folder, 'key.pem');
  const alternatives = names.map((name) => (/^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`)).join(',');
  const requestFile = join(folder, 'request.pem');
  const extensionsFile = join(folder, 'extensions');
  writeFileSync(extensionsFile, `basicConstraints=critical,CA:TRUE\nsubjectAltName=${alternatives}\n`);
  const openssl = (...parameters: string[]) => execFileSync('openssl', parameters, { stdio: 'pipe' });
  const key = ['-newkey', ...kind, '-nodes', '-keyout', keyFile];
  openssl('req', '-new', ...key, '-subj', '/CN=frontdesk test', '-out', requestFile);
  const sign = ['-req', '-in', requestFile, '-signkey', keyFile, '-extfile', extensionsFile];
  openssl('x509', ...sign, '-days', String(days), '-out', certFile);
  return {
    certFile,
    keyFile,
    cert: readFileSync(certFile, 'utf8'),
    key: readFileSync(keyFile, 'utf8'),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
