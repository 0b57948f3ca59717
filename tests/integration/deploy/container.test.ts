import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCertificate } from '../../support/certificate.ts';
import { findFreePort } from '../../support/port.ts';
import { createInstallation, publishableKey, readDeployFile } from './installation.ts';

const dockerfile = readDeployFile('container/Dockerfile');
const finalStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
const commandSchema = z.array(z.string()).min(1);

/** The parameters of `node` in an instruction of the last stage, in exec form. */
const parametersOf = (instruction: RegExp): string[] => {
  const [node, ...parameters] = commandSchema.parse(JSON.parse(instruction.exec(finalStage)?.[1] ?? '[]'));
  expect(node).toBe('node');
  return parameters.map((parameter) => parameter.replace('/app/', ''));
};
const environmentOfImage = Object.fromEntries(
  (/^ENV (.*)$/m.exec(finalStage)?.[1] ?? '').split(' ').map((pair) => pair.split('=') as [string, string]),
);
const entrypoint = parametersOf(/^ENTRYPOINT (.*)$/m);
const healthcheck = parametersOf(/^HEALTHCHECK .*CMD (.*)$/m);

const installation = createInstallation('kubernetes/api.json');
const certificate = createCertificate(['api.example.com']);
afterAll(installation.remove);
afterAll(certificate.remove);

const keys = {
  CLERK_PUBLISHABLE_KEY: publishableKey,
  CLERK_SECRET_KEY_FILE: installation.pathOf('clerk-secret-key'),
};

describe('the container image', () => {
  it('runs as a user that is not root, and holds no key', () => {
    expect(finalStage).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
    expect(dockerfile).not.toMatch(/CLERK_/);
    const ignored = readDeployFile('container/Dockerfile.dockerignore').split('\n');
    expect(ignored).toContain('*');
    expect(ignored.filter((line) => line.includes('.env'))).toEqual([]);
  });

  it('refuses to start until it is told whose keys and how it is exposed', async () => {
    const bare = await installation.finish(entrypoint, environmentOfImage);
    expect(bare).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('plain HTTP') });
    const behindProxy = {
      ...environmentOfImage,
      FRONTDESK_BEHIND_PROXY: 'true',
      FRONTDESK_ALLOWED_HOSTS: 'api.example.com',
    };
    const keyless = await installation.finish(entrypoint, behindProxy);
    expect(keyless).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('CLERK_PUBLISHABLE_KEY: it is missing'),
    });
  });

  it('carries the Redis client beside the API, which reads it when it is told of a Redis', async () => {
    expect(finalStage).toMatch(/^COPY --from=build \S+\/redis-client\.mjs redis-client\.mjs$/m);
    const ready = await installation.start(entrypoint, {
      ...environmentOfImage,
      ...keys,
      FRONTDESK_BEHIND_PROXY: 'true',
      FRONTDESK_ALLOWED_HOSTS: 'api.example.com',
      FRONTDESK_PORT: '0',
      REDIS_URL: `redis://127.0.0.1:${await findFreePort()}`,
    });
    expect(ready.connection).toBe('instance');
  });

  it.each([
    ['behind a proxy', { FRONTDESK_BEHIND_PROXY: 'true' }],
    [
      'with a certificate',
      { FRONTDESK_TLS_CERT_FILE: certificate.certFile, FRONTDESK_TLS_KEY_FILE: certificate.keyFile },
    ],
  ])('is healthy while the API listens %s, and not before', async (_name, exposure) => {
    const environment = {
      ...environmentOfImage,
      ...keys,
      ...exposure,
      FRONTDESK_ALLOWED_HOSTS: 'api.example.com',
      FRONTDESK_PORT: String(await findFreePort()),
    };
    expect((await installation.finish(healthcheck, environment)).exitCode).toBe(1);
    await installation.start(entrypoint, environment);
    expect(await installation.finish(healthcheck, environment)).toEqual({ exitCode: 0, stderr: '' });
  });
});
