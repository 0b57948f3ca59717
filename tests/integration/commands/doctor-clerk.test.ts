import { describe, expect, it } from 'vitest';
import { createSigningKey, fixtureSecretKey, startClerkFixture } from '../api/support/clerk-fixture.ts';
import { diagnoseWith, keys, leadTo, nobody, publishableKey, startClerk } from './support/diagnosis.ts';

describe('doctor tells what is wrong with the keys', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a missing publishable key',
      { CLERK_SECRET_KEY: fixtureSecretKey },
      /CLERK_PUBLISHABLE_KEY: it is missing/,
    ],
    [
      'a secret key in place of the publishable one',
      { CLERK_PUBLISHABLE_KEY: fixtureSecretKey },
      /CLERK_PUBLISHABLE_KEY: it is a secret key/,
    ],
    [
      'a publishable key in place of the secret one',
      { ...keys, CLERK_SECRET_KEY: publishableKey },
      /CLERK_SECRET_KEY: it is a publishable key/,
    ],
    [
      'a live key on a test instance',
      { ...keys, CLERK_SECRET_KEY: 'sk_live_canary' },
      /it belongs to a live instance and CLERK_PUBLISHABLE_KEY to a test one/,
    ],
    ['an empty key file', { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY_FILE: 'x' }, /is empty/],
  ])('%s', async (_name, environment, message) => {
    const found = await diagnoseWith({ environment });
    expect(found('keys')).toMatchObject({ status: 'problem', message: expect.stringMatching(message) });
    expect(found('keys').remedy).toBeTruthy();
    expect(found('backend-api').status).toBe('skipped');
  });

  it('a missing secret key, which is a warning: tokens can be verified without', async () => {
    const clerk = await startClerk();
    const environment = { CLERK_PUBLISHABLE_KEY: publishableKey };
    const found = await diagnoseWith({ environment, fetch: leadTo(clerk.url) });
    expect(found('keys')).toMatchObject({
      status: 'warning',
      remedy: expect.stringContaining('CLERK_SECRET_KEY'),
    });
    expect(found('frontend-api').status).toBe('ok');
    expect(found('backend-api')).toMatchObject({ status: 'skipped', message: 'no secret key is set' });
  });

  it('a secret key that Clerk does not accept', async () => {
    const clerk = await startClerk();
    const environment = { ...keys, CLERK_SECRET_KEY: 'sk_test_replaced_canary' };
    const found = await diagnoseWith({ environment, fetch: leadTo(clerk.url) });
    expect(found('backend-api')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('it does not accept CLERK_SECRET_KEY'),
    });
  });

  it('keys of two instances, which share no signing key', async () => {
    const [one, other] = [await startClerk(), await startClerk()];
    other.keys.splice(0, 1, await createSigningKey('ins_other'));
    const found = await diagnoseWith({ environment: keys, fetch: leadTo(one.url, other.url) });
    expect(found('key-set')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('belong to different instances'),
    });
  });

  it('a CLERK_JWT_KEY of another instance', async () => {
    const clerk = await startClerk();
    const { pem } = await createSigningKey('ins_other');
    const environment = { ...keys, CLERK_JWT_KEY: pem };
    const found = await diagnoseWith({ environment, fetch: leadTo(clerk.url) });
    expect(found('key-set')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('CLERK_JWT_KEY is no signing key of this instance'),
    });
  });

  it('accepts a CLERK_JWT_KEY of this instance', async () => {
    const clerk = await startClerk();
    const environment = { ...keys, CLERK_JWT_KEY: clerk.keys[0]?.pem ?? '' };
    const found = await diagnoseWith({ environment, fetch: leadTo(clerk.url) });
    expect(found('key-set')).toMatchObject({ status: 'ok' });
  });
});

describe('doctor tells that Clerk cannot be used', () => {
  it('nothing listens', async () => {
    const gone = await startClerkFixture();
    await gone.close();
    const found = await diagnoseWith({ environment: keys, fetch: leadTo(gone.url) });
    for (const check of ['frontend-api', 'backend-api'] as const)
      expect(found(check)).toMatchObject({
        status: 'problem',
        message: expect.stringContaining('nothing listens there'),
      });
    expect(found('clock').status).toBe('skipped');
  });

  it('the Backend API hangs while the Frontend API answers', async () => {
    const clerk = await startClerk();
    clerk.setFault((path) => (path === '/v1/jwks' ? { kind: 'hang' } : undefined));
    const found = await diagnoseWith({ environment: keys, fetch: leadTo(clerk.url) });
    expect(found('frontend-api').status).toBe('ok');
    expect(found('backend-api').message).toContain('no answer came within 5 s');
  });

  it.each([
    [404, /as if the instance did not exist/],
    [503, /it answers 503/],
  ])('the Frontend API answers %i', async (status, message) => {
    const clerk = await startClerk();
    clerk.setFault((path) => (path === '/.well-known/jwks.json' ? { kind: 'status', status } : undefined));
    const found = await diagnoseWith({ environment: keys, fetch: leadTo(clerk.url) });
    expect(found('frontend-api')).toMatchObject({
      status: 'problem',
      message: expect.stringMatching(message),
    });
  });

  it('no emulator answers at the given address', async () => {
    const found = await diagnoseWith({ environment: { FRONTDESK_EMULATOR_URL: nobody } });
    expect(found('emulator')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining(`no Clerk emulator answers at ${nobody}`),
    });
  });
});
