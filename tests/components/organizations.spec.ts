import {
  createSociety,
  enterSociety,
  openSwitcher,
  organizationsOn,
  signInWith,
} from './support/organization-steps.ts';
import { ada, expectStatus, grace, picture, signIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test.use({ settings: organizationsOn });

test('Ada creates an organisation, and switches between it and her own account', async ({ window }) => {
  const { page } = window;
  await signInWith(window, ada);
  await window.show({ component: 'OrganizationSwitcher' });
  await openSwitcher(window);
  await expect(page.getByRole('button', { name: 'Create organization' })).toBeVisible();
  await picture(window, 'organization-switcher-empty');
  await page.getByRole('button', { name: 'Create organization' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Analytical Society');
  await picture(window, 'organization-create');
  await page.getByRole('button', { name: 'Create organization' }).click();
  await expect(page.getByText('Invite new members')).toBeVisible();
  await picture(window, 'organization-create-invite');
  await page.getByRole('button', { name: 'Skip' }).click();
  await expectStatus(window, 'ada@example.com, active, in Analytical Society');

  await openSwitcher(window);
  await expect(page.getByRole('button', { name: 'Personal account' })).toBeVisible();
  await picture(window, 'organization-switcher');
  await page.getByRole('button', { name: 'Personal account' }).click();
  await expectStatus(window, 'ada@example.com, active');
});

test('Ada creates an organisation on a page of its own', async ({ window }) => {
  const { page } = window;
  await signInWith(window, ada);
  await window.show({ component: 'CreateOrganization' });
  await page.getByLabel('Name', { exact: true }).fill('Analytical Society');
  await picture(window, 'organization-create-page');
  await page.getByRole('button', { name: 'Create organization' }).click();
  await page.getByTestId('tag-input').fill(`${grace.email},`);
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await expect(page.getByText('Invitations successfully sent')).toBeVisible();
  await picture(window, 'organization-create-page-invited');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expectStatus(window, 'ada@example.com, active, in Analytical Society');
});

test('Grace finds all that she can choose in a list: an invitation, her own account, a new organisation', async ({
  window,
  emulation,
}) => {
  const { page } = window;
  const organizationId = await createSociety(emulation, ada.email);
  await emulation.clerk.organizations.createOrganizationInvitation({
    organizationId,
    emailAddress: grace.email,
    role: 'org:member',
  });
  await signInWith(window, grace);
  await window.show({ component: 'OrganizationList' });
  await expect(page.getByText('Analytical Society')).toBeVisible();
  await picture(window, 'organization-list-invited');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('button', { name: /Analytical Society/ }).click();
  await expectStatus(window, 'grace@example.com, active, in Analytical Society');

  await window.show({ component: 'OrganizationList' });
  await page.getByRole('button', { name: 'Personal account' }).click();
  await expectStatus(window, 'grace@example.com, active');

  await window.show({ component: 'OrganizationList' });
  await page.getByRole('button', { name: 'Create organization' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Compiler Society');
  await picture(window, 'organization-list-create');
  await page.getByRole('button', { name: 'Create organization' }).click();
  await page.getByRole('button', { name: 'Skip' }).click();
  await expectStatus(window, 'grace@example.com, active, in Compiler Society');
  await window.show({ component: 'OrganizationList' });
  for (const name of ['Personal account', /Analytical Society/, /Compiler Society/])
    await expect(page.getByRole('button', { name })).toBeVisible();
  await picture(window, 'organization-list');
});

test('Ada invites two, takes one invitation back, and makes Grace, who accepts in her switcher, an admin', async ({
  window,
  openWindow,
  emulation,
}) => {
  const { page } = window;
  const organizationId = await createSociety(emulation, ada.email);
  const countMembers = async (role: string[] = []) =>
    (await emulation.clerk.organizations.getOrganizationMembershipList({ organizationId, role })).totalCount;
  await signInWith(window, ada);
  await enterSociety(window);
  await window.show({ component: 'OrganizationProfile', hash: '/organization-members' });
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByTestId('tag-input').fill(`${grace.email},mary@example.com,`);
  await picture(window, 'organization-invite');
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await expect(page.getByText('Invitations successfully sent')).toBeVisible();
  await page.getByRole('tab', { name: /Invitations/ }).click();
  await expect(page.getByText(grace.email)).toBeVisible();
  await picture(window, 'organization-invitations');
  const mary = page.getByRole('row', { name: /mary@example\.com/ });
  await mary.getByRole('button', { name: 'Open menu' }).click();
  await page.getByRole('menuitem', { name: 'Revoke invitation' }).click();
  await expect(mary).toBeHidden();

  const second = await openWindow();
  await signInWith(second, grace);
  await second.show({ component: 'OrganizationSwitcher' });
  await openSwitcher(second);
  await expect(second.page.getByText('Analytical Society')).toBeVisible();
  await picture(second, 'organization-switcher-invited');
  await second.page.getByRole('button', { name: 'Join' }).click();
  await expect.poll(() => countMembers()).toBe(2);

  await window.show({ component: 'OrganizationProfile', hash: '/organization-members' });
  const row = page.getByRole('row', { name: /Grace Hopper/ });
  await expect(row).toBeVisible();
  await picture(window, 'organization-members');
  await row.getByRole('button', { name: 'Member', exact: true }).click();
  await page.getByRole('option', { name: 'Admin' }).click();
  await expect(row.getByRole('button', { name: 'Admin', exact: true })).toBeVisible();
  await expect.poll(() => countMembers(['org:admin'])).toBe(2);
});

test.describe('without personal accounts', () => {
  test.use({ settings: { organizations: { enabled: true, forceSelection: true } } });

  test('Ada has to create an organisation before she is signed in', async ({ window }) => {
    const { page } = window;
    await window.show({ component: 'SignIn' });
    await signIn(window, ada);
    await expectStatus(window, 'ada@example.com, pending');
    await expect(page.getByText('Setup your organization')).toBeVisible();
    await picture(window, 'organization-task');
    await page.getByLabel('Name', { exact: true }).fill('Analytical Society');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expectStatus(window, 'ada@example.com, active, in Analytical Society');
  });

  test('Ada begins in her new organisation, and has to choose one whenever she signs in after that', async ({
    window,
    openWindow,
    emulation,
  }) => {
    const { page } = window;
    await createSociety(emulation, ada.email);
    const first = await openWindow();
    await first.show({ component: 'SignIn' });
    await signIn(first, ada);
    await expectStatus(first, 'ada@example.com, active, in Analytical Society');

    await window.show({ component: 'SignIn' });
    await signIn(window, ada);
    await expectStatus(window, 'ada@example.com, pending');
    await expect(page.getByText('Choose an organization')).toBeVisible();
    await picture(window, 'organization-task-choose');
    await page.getByRole('button', { name: /Analytical Society/ }).click();
    await expectStatus(window, 'ada@example.com, active, in Analytical Society');
  });
});
