import {
  ada,
  arrivedCode,
  arrivedLink,
  chooseNewPassword,
  enterCode,
  expectStatus,
  picture,
} from './support/steps.ts';
import { expect, test } from './support/test.ts';

const mary = { email: 'mary@example.com', username: 'mary_s', password: 'Jacquard-Loom-1804' };

test.describe('usernames', () => {
  test.use({ settings: { username: 'required' } });

  test('Mary signs up with a username and in with it', async ({ window, openWindow, emulation }) => {
    const { page } = window;
    const proceed = page.getByRole('button', { name: 'Continue', exact: true });
    await window.show({ component: 'SignUp' });
    await page.getByLabel('Email address', { exact: true }).fill(mary.email);
    await chooseNewPassword(window, mary.password);
    await page.getByLabel('Username', { exact: true }).fill('ma ry');
    await proceed.click();
    await expect(page.getByTestId('form-feedback-error')).toContainText('can only contain');
    await picture(window, 'sign-up-username-refused');
    await page.getByLabel('Username', { exact: true }).fill(mary.username);
    await proceed.click();
    await enterCode(window, await arrivedCode(emulation.control, mary.email));
    await expectStatus(window, `${mary.username}, active`);

    const other = await openWindow();
    await other.show({ component: 'SignIn' });
    await picture(other, 'sign-in-username');
    await other.page.getByLabel('Email address or username').fill(mary.username);
    await other.page.getByRole('button', { name: 'Continue', exact: true }).click();
    await other.page.getByLabel('Password', { exact: true }).fill(mary.password);
    await other.page.getByRole('button', { name: 'Continue', exact: true }).click();
    await expectStatus(other, `${mary.username}, active`);
  });
});

test.describe('legal consent', () => {
  test.use({
    settings: {
      legalConsent: true,
      termsUrl: 'http://localhost:1/terms',
      privacyPolicyUrl: 'http://localhost:1/privacy',
    },
  });

  test('Mary agrees to the terms when she signs up', async ({ window, emulation }) => {
    const { page } = window;
    await window.show({ component: 'SignUp' });
    await page.getByLabel('Email address', { exact: true }).fill(mary.email);
    await chooseNewPassword(window, mary.password);
    await picture(window, 'sign-up-consent');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await enterCode(window, await arrivedCode(emulation.control, mary.email));
    await expectStatus(window, `${mary.email}, active`);
    const { data } = await emulation.clerk.users.getUserList({ emailAddress: [mary.email] });
    expect(data[0]?.legalAcceptedAt).toBeGreaterThan(0);
  });

  test('Hedy, who comes from Google, agrees on a page of its own', async ({ window }) => {
    const { page } = window;
    await window.show({ component: 'SignIn' });
    await page.getByRole('button', { name: /Google/ }).click();
    await page.getByRole('link', { name: /Hedy/ }).click();
    await page.getByRole('button', { name: /Allow/ }).click();
    await expect(page.getByRole('checkbox')).toBeVisible();
    await picture(window, 'sign-up-continue-consent');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await expectStatus(window, 'hedy@example.com, active');
  });
});

test.describe('e-mail links', () => {
  test.use({
    settings: { firstFactors: ['email_link'], emailVerifications: ['email_link'] },
  });

  test('Ada opens the link in the same browser, and the tab that waits goes on', async ({
    window,
    openWindow,
    emulation,
  }) => {
    const { page } = window;
    await window.show({ component: 'SignIn' });
    await page.getByLabel(/Email address/).fill(ada.email);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await expect(page.getByText('Check your email')).toBeVisible();
    await picture(window, 'sign-in-link-sent');
    const second = await openWindow(page.context());
    await second.page.goto(await arrivedLink(emulation.control, ada.email));
    await expectStatus(second, 'ada@example.com, active');
    await expect(page.getByText('Return to the newly opened tab to continue')).toBeVisible();
    await picture(window, 'sign-in-link-opened');
  });

  test('Mary opens her link in another browser, which tells her to go back', async ({
    browser,
    window,
    openWindow,
    emulation,
  }) => {
    const { page } = window;
    await window.show({ component: 'SignUp' });
    await page.getByLabel('Email address', { exact: true }).fill(mary.email);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await expect(page.getByText('Verify your email')).toBeVisible();
    await picture(window, 'sign-up-link-sent');
    const context = await browser.newContext({ userAgent: 'Another browser' });
    const other = await openWindow(context);
    await other.page.goto(await arrivedLink(emulation.control, mary.email));
    await expect(other.page.getByText(/Return to|original tab/i).first()).toBeVisible();
    await picture(other, 'sign-up-link-other-browser');
    await expectStatus(window, `${mary.email}, active`);
    await context.close();
  });
});
