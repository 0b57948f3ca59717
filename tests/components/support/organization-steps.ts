import type { ClerkClient } from '@clerk/backend';
import { expectStatus, signIn } from './steps.ts';
import type { ComponentsWindow } from './test.ts';

export const organizationsOn = {
  organizations: { enabled: true, domains: true, maxAllowedMemberships: 20 },
};

export async function signInWith(
  window: ComponentsWindow,
  account: { email: string; password: string },
): Promise<void> {
  await window.show({ component: 'SignIn' });
  await signIn(window, account);
  await expectStatus(window, new RegExp(`${account.email}, active`));
}

/** Chooses the organisation of `createSociety` in the list. */
export async function enterSociety(window: ComponentsWindow): Promise<void> {
  await window.show({ component: 'OrganizationList' });
  await window.page.getByRole('button', { name: /Analytical Society/ }).click();
  await expectStatus(window, /in Analytical Society/);
}

export const openSwitcher = ({ page }: ComponentsWindow): Promise<void> =>
  page.getByRole('button', { name: /organization switcher/i }).click();

/** An organisation of people who are there already, the first of them its admin; returns its id. */
export async function createSociety(
  { clerk }: { clerk: ClerkClient },
  adminEmail: string,
  memberEmail?: string,
): Promise<string> {
  const findUser = async (emailAddress: string) =>
    (await clerk.users.getUserList({ emailAddress: [emailAddress] })).data[0]?.id ?? '';
  const { id } = await clerk.organizations.createOrganization({
    name: 'Analytical Society',
    createdBy: await findUser(adminEmail),
  });
  if (memberEmail)
    await clerk.organizations.createOrganizationMembership({
      organizationId: id,
      userId: await findUser(memberEmail),
      role: 'org:member',
    });
  return id;
}
