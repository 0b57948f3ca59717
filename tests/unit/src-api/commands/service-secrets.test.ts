import { describe, expect, it } from 'vitest';
import { readServiceSecrets } from '../../../../src-api/commands/service-secrets.ts';

const secret = 'whsec_Q0FOQVJZLUNBTkFSWQ==';
const files = new Map([
  ['/run/webhook', `${secret}\n`],
  ['/run/empty', ''],
]);
const readTextFile = (path: string): string => {
  const text = files.get(path);
  if (text === undefined) throw new Error('no such file');
  return text;
};
const read = (environment: Record<string, string>) => readServiceSecrets(environment, readTextFile);

describe('the secrets of the headless API', () => {
  it('are off when nothing is set', () => {
    expect(read({ CLERK_WEBHOOK_SIGNING_SECRET: '' })).toEqual({ ok: true, data: {} });
  });

  it.each([
    [{ CLERK_WEBHOOK_SIGNING_SECRET: ` ${secret} ` }],
    [{ CLERK_WEBHOOK_SIGNING_SECRET_FILE: '/run/webhook' }],
  ])('are read from %o, and print as [secret]', (environment) => {
    const secrets = read(environment);
    expect(secrets.ok && secrets.data.webhookSecret?.reveal()).toBe(secret);
    expect(JSON.stringify(secrets)).toContain('[secret]');
  });

  it.each([
    [{ CLERK_WEBHOOK_SIGNING_SECRET: 'CANARY' }, 'CLERK_WEBHOOK_SIGNING_SECRET', /whsec_/],
    [{ CLERK_WEBHOOK_SIGNING_SECRET_FILE: '/run/empty' }, 'CLERK_WEBHOOK_SIGNING_SECRET_FILE', /whsec_/],
    [{ CLERK_WEBHOOK_SIGNING_SECRET_FILE: '/run/none' }, 'CLERK_WEBHOOK_SIGNING_SECRET_FILE', /exists/],
    [{ REDIS_URL: 'https://CANARY:CANARY@redis.example.com' }, 'REDIS_URL', /redis:\/\/host/],
    [{ REDIS_URL: 'CANARY' }, 'REDIS_URL', /rediss/],
    [{ REDIS_URL: 'redis://' }, 'REDIS_URL', /redis:\/\/host/],
    [{ REDIS_URL: 'redis:///CANARY' }, 'REDIS_URL', /redis:\/\/host/],
    [{ REDIS_URL: 'redis://ada:CANARY@' }, 'REDIS_URL', /redis:\/\/host/],
    [
      { CLERK_WEBHOOK_SIGNING_SECRET: secret, CLERK_WEBHOOK_SIGNING_SECRET_FILE: '/run/webhook' },
      'CLERK_WEBHOOK_SIGNING_SECRET_FILE',
      /one of the two/,
    ],
  ])('says what is wrong with %o, and never repeats it', (environment, setting, remedy) => {
    const secrets = read(environment);
    expect(secrets).toMatchObject({ ok: false, error: { setting, remedy: expect.stringMatching(remedy) } });
    expect(JSON.stringify(secrets)).not.toContain('CANARY');
  });
});
