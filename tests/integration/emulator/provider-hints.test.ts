import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada as adaUser } from './harness.ts';
import { hedy, visit } from './provider-visit.ts';

const { client, emulator } = setUpEmulator();

const verificationSchema = z.looseObject({ external_verification_redirect_url: z.string() });
const accountSchema = z.looseObject({ verification: verificationSchema });
const redirect = { redirect_url: 'frontdesk://app/' };
const hints = { oidc_login_hint: 'mary@example.com', oidc_prompt: 'select_account' };

describe('what a provider is told', () => {
  const expectHints = (url: string) => {
    const { searchParams } = new URL(url);
    expect(searchParams.get('login_hint')).toBe(hints.oidc_login_hint);
    expect(searchParams.get('prompt')).toBe(hints.oidc_prompt);
  };

  it('includes whom to expect, at a sign-in, which its page shows', async () => {
    const form = { strategy: 'oauth_google', ...redirect, ...hints };
    const { object } = await client.post('/client/sign_ins', form);
    const { first_factor_verification: verification } = z
      .looseObject({ first_factor_verification: verificationSchema })
      .parse(object);
    const url = verification.external_verification_redirect_url;
    expectHints(url);
    expect(await (await fetch(url)).text()).toContain('value="mary@example.com"');
    await visit(emulator, url, { account: hedy });
  });

  const openPage = async (form: Record<string, string>) => {
    const { object } = await client.post('/client/sign_ins', {
      strategy: 'oauth_google',
      ...redirect,
      ...form,
    });
    const { first_factor_verification: verification } = z
      .looseObject({ first_factor_verification: verificationSchema })
      .parse(object);
    return fetch(verification.external_verification_redirect_url);
  };

  it('may be more than a provider takes in, which then asks as ever', async () => {
    const response = await openPage({ oidc_login_hint: 'x'.repeat(300), oidc_prompt: 'x'.repeat(300) });
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('xxx');
  });

  it.each(['hedy@example.com', 'Hedy@Example.com'])('shows the known account of %s first', async (hint) => {
    const page = await (await openPage({ oidc_login_hint: hint })).text();
    expect(page.indexOf('hedy@example.com</span>')).toBeLessThan(page.indexOf('ada@example.com</span>'));
  });

  it('is the same at a sign-up and when an account is connected', async () => {
    const form = { strategy: 'oauth_google', ...redirect, ...hints };
    const { object } = await client.post('/client/sign_ups', form);
    const { verifications } = z
      .looseObject({ verifications: z.looseObject({ external_account: verificationSchema }) })
      .parse(object);
    expectHints(verifications.external_account.external_verification_redirect_url);
    await client.signIn(adaUser);
    const connected = accountSchema.parse((await client.post('/me/external_accounts', form)).object);
    expectHints(connected.verification.external_verification_redirect_url);
  });
});
