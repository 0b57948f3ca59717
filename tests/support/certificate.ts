import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

/** A self-signed certificate for `names`, valid for 30 days from now, made by openssl with a new key of that kind. */
export function createCertificate(names: string[], kind: readonly string[] = p256): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-certificate-'));
  const certFile = join(folder, 'cert.pem');
  const keyFile = join(folder, 'key.pem');
  const alternatives = names.map((name) => (/^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`)).join(',');
  const request = ['req', '-x509', '-newkey', ...kind, '-nodes'];
  const subject = ['-days', '30', '-subj', '/CN=frontdesk test', '-addext', `subjectAltName=${alternatives}`];
  execFileSync('openssl', [...request, ...subject, '-keyout', keyFile, '-out', certFile], { stdio: 'pipe' });
  return {
    certFile,
    keyFile,
    cert: readFileSync(certFile, 'utf8'),
    key: readFileSync(keyFile, 'utf8'),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
