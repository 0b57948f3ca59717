import type { ClerkClient } from '@clerk/backend';
import { ada, arrivedLink, chooseNewPassword, expectStatus, picture } from './support/steps.ts';
import { expect, test } from './support/test.ts';

const mary = 'mary@example.com';

async function findAda(clerk: ClerkClient): Promise<string> {
  const { data } = await clerk.users.getUserList({ emailAddress: [ada.email] });
  return data[0]?.id ?? '';
}

test('the link of a sign-in token signs Ada in, once', async ({ window, openWindow, emulation }) => {
  const { token } = await emulation.clerk.signInTokens.createSignInToken({
    userId: await findAda(emulation.clerk),
    expiresInSeconds: 600,
  });
  await window.show({ component: 'SignIn', query: { __clerk_ticket: token } });
  await expectStatus(window, 'ada@example.com, active');

  const other = await openWindow();
  await other.show({ component: 'SignIn', query: { __clerk_ticket: token } });
  await expect(other.page.getByText(/has already been used/)).toBeVisible();
  await picture(other, 'ticket-used');
});

test('Mary follows the link of her invitation although sign-up is restricted', async ({
  window,
  emulation,
}) => {
  const { page } = window;
  await emulation.control.changeSettings({ signUpMode: 'restricted' });
  await window.show({ component: 'SignUp' });
  await expect(page.getByText('Access restricted')).toBeVisible();
  await picture(window, 'invitation-restricted');

  await emulation.clerk.invitations.createInvitation({
    emailAddress: mary,
    redirectUrl: page.url(),
    publicMetadata: { role: 'engineer' },
  });
  await page.goto(await arrivedLink(emulation.control, mary));
  await expect(page.getByText('Fill in missing fields')).toBeVisible();
  await expect(page.getByLabel(/Email address/)).toHaveCount(0);
  await picture(window, 'invitation-sign-up');
  await chooseNewPassword(window, 'Somerville-1780');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expectStatus(window, `${mary}, active`);

  const { data } = await emulation.clerk.users.getUserList({ emailAddress: [mary] });
  expect(data[0]?.publicMetadata).toEqual({ role: 'engineer' });
  expect((await emulation.clerk.invitations.getInvitationList()).data[0]?.status).toBe('accepted');
});

test('somebody of the support acts as Ada, which the page shows', async ({ window, emulation }) => {
  const { token } = await emulation.clerk.actorTokens.create({
    userId: await findAda(emulation.clerk),
    actor: { sub: 'user_of_support' },
  });
  await window.show({ component: 'SignIn', query: { __clerk_ticket: token ?? '' } });
  await expectStatus(window, 'ada@example.com, active, acted for by user_of_support');
  await window.page.getByRole('button', { name: /user menu/i }).click();
  await expect(window.page.getByRole('button', { name: 'Manage account' })).toBeVisible();
  await picture(window, 'impersonation');
});
