import { expectStatus, picture } from './support/steps.ts';
import { expect, test } from './support/test.ts';

const mary = 'mary@example.com';

test.use({ settings: { signUpMode: 'waitlist' } });

for (const theme of ['light', 'dark'] as const)
  test(`Mary joins the waitlist, is invited and signs up (${theme})`, async ({ window, emulation }) => {
    const { page } = window;
    await window.show({ component: 'SignUp', theme });
    await emulation.control.changeSettings({ homeUrl: page.url() });
    await expect(page.getByText(/waitlist/i).first()).toBeVisible();
    await picture(window, `waitlist-sign-up-${theme}`);

    await window.show({ component: 'Waitlist', theme });
    await page.getByLabel('Email address').fill(mary);
    await picture(window, `waitlist-join-${theme}`);
    await page.getByRole('button', { name: 'Join the waitlist' }).click();
    await expect(page.getByText('Thanks for joining the waitlist!')).toBeVisible();
    await picture(window, `waitlist-joined-${theme}`);

    const { data } = await emulation.clerk.waitlistEntries.list();
    await emulation.clerk.waitlistEntries.invite(data[0]?.id ?? '');
    await page.goto((await emulation.control.newestLink(mary)) ?? '');
    await page.getByLabel('Password', { exact: true }).fill('Somerville-1780');
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await expectStatus(window, `${mary}, active`);
  });
