import { ada, expectStatus, leave, picture, signIn } from './support/steps.ts';
import { type ComponentsWindow, expect, test } from './support/test.ts';

test.use({ settings: { passkeys: true } });

/** Chromium's own authenticator, which keeps keys and answers without a person. */
async function addAuthenticator({ page }: ComponentsWindow) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** Whether somebody is there who touches it. */
    setPresent: (enabled: boolean) =>
      session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
  };
}

test('Ada adds a passkey, signs in with it, is asked for it again, renames and removes it', async ({
  window,
  emulation,
}) => {
  const { page } = window;
  await addAuthenticator(window);
  await window.show({ component: 'SignIn' });
  await signIn(window, ada);
  await window.show({ component: 'UserProfile', hash: '/security' });
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText(/Chrome on Linux/)).toBeVisible();
  await picture(window, 'passkeys-profile');

  await leave(window);
  await expect(page.getByText('Use passkey instead')).toBeVisible();
  await picture(window, 'passkeys-sign-in');
  await page.getByText('Use passkey instead').click();
  await expectStatus(window, 'ada@example.com, active');

  await emulation.control.advanceClock(11 * 60_000);
  await window.show({ component: 'UserProfile', hash: '/security' });
  const menu = page.getByRole('button', { name: 'Open menu' }).first();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByLabel('Name of passkey').fill('Ada’s laptop');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Ada’s laptop')).toBeVisible();

  await menu.click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  const reverify = page.getByRole('button', { name: 'Use your passkey' });
  await expect(reverify).toBeVisible();
  await picture(window, 'passkeys-reverification');
  await reverify.click();
  await expect(page.getByText('Ada’s laptop')).toHaveCount(0);
  await picture(window, 'passkeys-removed');
});

test('Ada gives her address and proves it by her passkey', async ({ window }) => {
  const { page } = window;
  await addAuthenticator(window);
  await window.show({ component: 'SignIn' });
  await signIn(window, ada);
  await window.show({ component: 'UserProfile', hash: '/security' });
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText(/Chrome on Linux/)).toBeVisible();
  await leave(window);

  await window.show({ component: 'SignIn' });
  await page.getByLabel(/Email address/).fill(ada.email);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByText('Use your passkey')).toBeVisible();
  await picture(window, 'passkeys-first-factor');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expectStatus(window, 'ada@example.com, active');
});

test.describe('offered in the field for the address', () => {
  test.use({ settings: { passkeys: true, passkeyAutofill: true } });

  test('Ada signs in with her passkey without a click', async ({ window }) => {
    const { page } = window;
    const { setPresent } = await addAuthenticator(window);
    await window.show({ component: 'SignIn' });
    await signIn(window, ada);
    await window.show({ component: 'UserProfile', hash: '/security' });
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await expect(page.getByText(/Chrome on Linux/)).toBeVisible();
    await setPresent(false);
    await leave(window);
    await expect(page.getByLabel('Email address')).toHaveAttribute('autocomplete', /webauthn/);
    await picture(window, 'passkeys-autofill');

    await setPresent(true);
    await window.show({ component: 'SignIn' });
    await expectStatus(window, 'ada@example.com, active');
  });
});
