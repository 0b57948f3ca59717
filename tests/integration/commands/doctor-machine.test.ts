import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { createCertificate } from '../../support/certificate.ts';
import { useApi } from '../api/support/use-api.ts';
import { type DiagnosisOptions, diagnoseWith, nobody } from './support/diagnosis.ts';

describe('doctor looks at the machine', () => {
  const running = useApi();
  const atPort = (port: number): DiagnosisOptions => ({
    environment: { FRONTDESK_EMULATOR_URL: nobody },
    source: { overrides: { FRONTDESK_PORT: String(port) } },
  });

  it('a port that another program has is a problem', async () => {
    const other = createServer((_request, response) => void response.end('hello')).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const found = await diagnoseWith(atPort(port));
    expect(found('port')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining(`port ${port} of 127.0.0.1 is in use`),
      remedy: expect.stringContaining('--port'),
    });
    other.closeAllConnections();
    other.close();
  });

  it('a port that an API of ours has is a warning', async () => {
    const found = await diagnoseWith(atPort(running().api.port));
    expect(found('port')).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('a Frontdesk API listens'),
    });
  });

  it.each([
    ['18.20.0', 'problem'],
    ['20.18.9', 'problem'],
    ['20.19.0', 'ok'],
    ['26.0.0', 'ok'],
  ])('Node %s: %s', async (nodeVersion, status) => {
    const found = await diagnoseWith({ nodeVersion, environment: { FRONTDESK_EMULATOR_URL: nobody } });
    expect(found('node').status).toBe(status);
  });

  it('a misspelt setting is named with the nearest one, and nothing else is guessed', async () => {
    const found = await diagnoseWith({ environment: { FRONTDESK_PROT: '1' } });
    expect(found('settings')).toMatchObject({
      status: 'problem',
      remedy: expect.stringContaining('Did you mean FRONTDESK_PORT?'),
    });
    expect(found('clock').status).toBe('skipped');
  });
});

describe('doctor looks at the address', () => {
  const certificate = createCertificate(['api.example.com', 'localhost']);
  afterAll(certificate.remove);
  const withTls = (hosts: string, days = 0): DiagnosisOptions => ({
    environment: {
      FRONTDESK_EMULATOR_URL: nobody,
      FRONTDESK_HOST: '0.0.0.0',
      FRONTDESK_ALLOWED_HOSTS: hosts,
      FRONTDESK_TLS_CERT_FILE: certificate.certFile,
      FRONTDESK_TLS_KEY_FILE: certificate.keyFile,
    },
    readTextFile: (path) => readFileSync(path, 'utf8'),
    now: () => Date.now() + days * 86_400_000,
  });

  it.each([
    ['api.example.com,localhost:8443', 0, 'ok', /valid for (29|30) days/],
    ['api.example.com', 20, 'warning', /expires in \d+ days/],
    ['api.example.com', 31, 'problem', /expired on/],
    ['api.example.com,other.example.com', 0, 'problem', /is not made for other\.example\.com/],
    ['192.168.1.5', 0, 'problem', /is not made for 192\.168\.1\.5/],
  ])('a certificate for api.example.com, hosts %s, %i days on: %s', async (hosts, days, status, message) => {
    const found = await diagnoseWith(withTls(hosts, days));
    expect(found('address')).toMatchObject({ status, message: expect.stringMatching(message) });
  });

  it('plain HTTP beyond loopback is a problem', async () => {
    const environment = { FRONTDESK_EMULATOR_URL: nobody, FRONTDESK_HOST: '0.0.0.0' };
    const found = await diagnoseWith({ environment });
    expect(found('address')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('plain HTTP'),
    });
  });
});
