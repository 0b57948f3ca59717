import { arrivedLink, chooseNewPassword, expectStatus, picture } from './support/steps.ts';
import { expect, test } from './support/test.ts';

const mary = 'mary@example.com';

test.use({ settings: { signUpMode: 'waitlist' } });

test('Mary joins the waitlist, is invited and signs up', async ({ window, emulation }) => {
  const { page } = window;
  await window.show({ component: 'SignUp' });
  await emulation.control.changeSettings({ homeUrl: page.url() });
  await expect(page.getByText(/waitlist/i).first()).toBeVisible();
  await picture(window, 'waitlist-sign-up');

  await window.show({ component: 'Waitlist' });
  await page.getByLabel('Email address').fill(mary);
  await picture(window, 'waitlist-join');
  await page.getByRole('button', { name: 'Join the waitlist' }).click();
  await expect(page.getByText('Thanks for joining the waitlist!')).toBeVisible();
  await picture(window, 'waitlist-joined');

  const { data } = await emulation.clerk.waitlistEntries.list();
  await emulation.clerk.waitlistEntries.invite(data[0]?.id ?? '');
  await page.goto(await arrivedLink(emulation.control, mary));
  await chooseNewPassword(window, 'Somerville-1780');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expectStatus(window, `${mary}, active`);
});
