import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { SetupProblem } from '../../../src-contracts/connection.ts';
import type { Result } from '../../../src-contracts/result.ts';
import type { Exposure } from '../exposure.ts';
import { type Finding, ok, problem, setupProblem, warning } from './finding.ts';

const dayMilliseconds = 86_400_000;
const renewalDays = 14;

/** Whether the API may listen where it shall; with HTTPS, whether the certificate fits its names and lasts. */
export function checkAddress(exposure: Result<Exposure, SetupProblem>, now: number): Finding {
  if (!exposure.ok) return setupProblem('address', exposure.error);
  const { host, tls, allowedHosts } = exposure.data;
  if (!tls) return ok('address', `plain HTTP on ${host}`);

  const certificate = new X509Certificate(tls.cert);
  const uncovered = allowedHosts.find((name) => !isCovered(certificate, name.replace(/:\d+$/, '')));
  if (uncovered !== undefined)
    return problem(
      'address',
      `the certificate is not made for ${uncovered}, which FRONTDESK_ALLOWED_HOSTS names`,
      'Get a certificate with that name in it, or take the name out.',
    );
  const days = Math.floor((Date.parse(certificate.validTo) - now) / dayMilliseconds);
  return days < renewalDays
    ? warning('address', `the certificate expires in ${days} days`, 'Renew it, then start the API again.')
    : ok('address', `HTTPS on ${host}, certificate valid for ${days} days`);
}

function isCovered(certificate: X509Certificate, name: string): boolean {
  const address = name.replace(/^\[|\]$/g, '');
  const covered = isIP(address) ? certificate.checkIP(address) : certificate.checkHost(name);
  return covered !== undefined;
}
