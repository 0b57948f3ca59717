import { createSociety, enterSociety, organizationsOn, signInWith } from './support/organization-steps.ts';
import { ada, arrivedCode, enterCode, expectStatus, grace, picture } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test.use({ settings: organizationsOn });

test('Ada renames the organisation, gives it a logo, and deletes it', async ({ window, emulation }) => {
  const { page } = window;
  await createSociety(emulation, ada.email);
  await signInWith(window, ada);
  await enterSociety(window);
  await window.show({ component: 'OrganizationProfile' });
  await expect(page.getByRole('button', { name: 'Update profile' })).toBeVisible();
  await picture(window, 'organization-general');
  await page.getByRole('button', { name: 'Update profile' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'logo.png',
    mimeType: 'image/png',
    buffer: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGOQn5uNFTEMLQkAvmxJwZ3wJJsAAAAASUVORK5CYII=',
      'base64',
    ),
  });
  // An uploaded logo is kept at once.
  await expect(page.getByRole('button', { name: 'Save' })).toBeHidden();
  await expect(page.locator('img[src*="/_emulator/images/"]').first()).toHaveJSProperty('naturalWidth', 8);
  await page.getByRole('button', { name: 'Update profile' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Difference Society');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectStatus(window, /in Difference Society/);
  await picture(window, 'organization-renamed');
  expect(await emulation.clerk.organizations.getOrganization({ slug: 'analytical-society' })).toMatchObject({
    name: 'Difference Society',
    hasImage: true,
  });
  await page.getByRole('button', { name: 'Delete organization' }).click();
  await page.getByLabel(/Type .* below to continue/).fill('Difference Society');
  await picture(window, 'organization-delete');
  await page.getByRole('button', { name: 'Delete organization' }).click();
  await expectStatus(window, 'ada@example.com, active');
});

test('Ada gives Grace a role of the application’s own, and Grace leaves', async ({
  window,
  openWindow,
  emulation,
}) => {
  const { page } = window;
  const { clerk } = emulation;
  await clerk.organizationPermissions.createOrganizationPermission({
    name: 'Send invoices',
    key: 'org:invoices:send',
  });
  await clerk.organizationRoles.createOrganizationRole({
    name: 'Bookkeeper',
    key: 'org:bookkeeper',
    permissions: ['org:invoices:send', 'org:sys_memberships:read'],
    includeInInitialRoleSet: true,
  });
  await clerk.organizationRoles.createOrganizationRole({ name: 'Auditor', key: 'org:auditor' });
  const organizationId = await createSociety(emulation, ada.email, grace.email);
  await signInWith(window, ada);
  await enterSociety(window);
  await window.show({ component: 'OrganizationProfile', hash: '/organization-members' });
  const row = page.getByRole('row', { name: /Grace Hopper/ });
  await row.getByRole('button', { name: 'Member', exact: true }).click();
  await expect(page.getByRole('option', { name: 'Bookkeeper' })).toBeVisible();
  await picture(window, 'organization-roles');
  await expect(page.getByRole('option', { name: 'Auditor' })).toHaveCount(0);
  await page.getByRole('option', { name: 'Bookkeeper' }).click();
  await expect(row.getByRole('button', { name: 'Bookkeeper', exact: true })).toBeVisible();

  const second = await openWindow();
  await signInWith(second, grace);
  await enterSociety(second);
  await second.show({ component: 'OrganizationProfile' });
  await second.page.getByRole('button', { name: 'Leave organization' }).click();
  await second.page.getByLabel(/Type .* below to continue/).fill('Analytical Society');
  await second.page.getByRole('button', { name: 'Leave organization' }).click();
  await expectStatus(second, 'grace@example.com, active');
  expect(await clerk.organizations.getOrganizationMembershipList({ organizationId })).toMatchObject({
    totalCount: 1,
  });
});

test('Ada verifies a domain, lets its people ask to join, and removes it', async ({ window, emulation }) => {
  const { page } = window;
  await createSociety(emulation, ada.email);
  await signInWith(window, ada);
  await enterSociety(window);
  await window.show({ component: 'OrganizationProfile' });
  await page.getByRole('button', { name: 'Add domain' }).click();
  await page.getByLabel('Domain').fill('example.com');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('Email address').fill('ada');
  await page.getByRole('button', { name: 'Save' }).click();
  await enterCode(window, await arrivedCode(emulation.control, 'ada@example.com'));
  // Clerk's form goes by the domain as it was before the code, closes, and shows the new state on the next visit.
  await expect(page.locator('input[data-input-otp]')).toBeHidden();
  await window.show({ component: 'OrganizationProfile' });
  await page.getByRole('button', { name: 'Open menu' }).click();
  await page.getByRole('menuitem', { name: 'Manage' }).click();
  await page.getByText('Automatic suggestions').click();
  await picture(window, 'organization-domain-mode');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Save' })).toBeHidden();
  await expect(page.getByText('Automatic suggestions')).toBeVisible();
  await picture(window, 'organization-domains');

  await page.getByRole('button', { name: 'Open menu' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText('Remove domain')).toBeVisible();
  await picture(window, 'organization-domain-remove');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('example.com', { exact: true })).toBeHidden();
});

test('Grace asks to join by the domain of her address, is accepted, and is removed again', async ({
  window,
  openWindow,
  emulation,
}) => {
  const { page } = window;
  const organizationId = await createSociety(emulation, ada.email);
  await emulation.clerk.organizations.createOrganizationDomain({
    organizationId,
    name: 'example.com',
    enrollmentMode: 'automatic_suggestion',
    verified: true,
  });
  const second = await openWindow();
  await signInWith(second, grace);
  await second.show({ component: 'OrganizationList' });
  await second.page.getByRole('button', { name: 'Request to join' }).click();
  await expect(second.page.getByText('Pending approval')).toBeVisible();
  await picture(second, 'organization-request');

  await signInWith(window, ada);
  await enterSociety(window);
  await window.show({ component: 'OrganizationProfile', hash: '/organization-members' });
  await page.getByRole('tab', { name: /Requests/ }).click();
  await expect(page.getByText(grace.email)).toBeVisible();
  await picture(window, 'organization-requests');
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText(grace.email)).toBeHidden();
  await window.show({ component: 'OrganizationProfile', hash: '/organization-members' });
  const row = page.getByRole('row', { name: /Grace Hopper/ });
  await expect(row).toBeVisible();
  await row.getByRole('button', { name: /menu/i }).click();
  await page.getByRole('menuitem', { name: 'Remove member' }).click();
  await expect(row).toBeHidden();
});
