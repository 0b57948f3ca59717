import { afterAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../support/port.ts';
import { ask, createInstallation, readDeployFile } from './installation.ts';

const unit = readDeployFile('systemd/frontdesk-api.service');
const valuesOf = (name: string): string[] =>
  unit.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));

const installation = createInstallation('systemd/api.json');
afterAll(installation.remove);

describe('the systemd unit', () => {
  it('starts the API by its own command line and environment, with the key from the credential', async () => {
    const [node, ...parameters] = (valuesOf('ExecStart')[0] ?? '').split(' ');
    expect(node).toBe('/usr/bin/node');
    const [id, source] = (valuesOf('LoadCredential')[0] ?? '').split(':');
    expect(source).toBe('/etc/frontdesk/clerk-secret-key');
    const environment = Object.fromEntries(
      valuesOf('Environment').map((pair): [string, string] => {
        const [name = '', value = ''] = pair.split('=');
        return [name, value.startsWith('%d/') ? installation.pathOf(value) : value];
      }),
    );
    expect(environment.CLERK_SECRET_KEY_FILE).toBe(installation.pathOf(`${id}`));

    const port = await findFreePort();
    const ready = await installation.start(
      parameters.map((parameter) => (parameter.startsWith('/') ? installation.pathOf(parameter) : parameter)),
      { ...environment, FRONTDESK_PORT: String(port) },
    );
    expect(ready).toMatchObject({ connection: 'instance', url: `http://127.0.0.1:${port}` });
    expect((await ask(port, '/healthz', 'api.example.com')).status).toBe(200);
    expect((await ask(port, '/healthz', 'evil.example')).status).toBe(421);
  });

  it('gives the service no user, no capability, and no place to write', () => {
    for (const [name, value] of [
      ['DynamicUser', 'yes'],
      ['CapabilityBoundingSet', ''],
      ['NoNewPrivileges', 'yes'],
      ['ProtectSystem', 'strict'],
      ['ProtectHome', 'yes'],
    ] as const)
      expect(valuesOf(name)).toEqual([value]);
  });
});
