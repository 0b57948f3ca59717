import { createClerkClient } from '@clerk/backend';
import { clerk, clerkSetup, setupClerkTestingToken } from '@clerk/testing/playwright';
import { ada, grace } from '../components/support/steps.ts';
import { expect, test } from './support/test.ts';

test('@clerk/testing signs in by password and by ticket, and out', async ({
  page,
  application,
  emulation: { url, publishableKey, secretKey },
}) => {
  const apiUrl = url;
  const frontendApiUrl = new URL(application.url).host;
  process.env.CLERK_API_URL = apiUrl;
  await clerkSetup({ publishableKey, secretKey, frontendApiUrl, dotenv: false });
  expect(process.env.CLERK_TESTING_TOKEN).toBeTruthy();
  await setupClerkTestingToken({ page });
  await page.goto(application.url);

  await clerk.signIn({
    page,
    signInParams: { strategy: 'password', identifier: ada.email, password: ada.password },
  });
  await expect(page.getByRole('heading', { name: 'Hello, Ada!' })).toBeVisible();
  await clerk.signOut({ page });
  await expect(page.getByLabel(/Email address/)).toBeVisible();

  const backend = createClerkClient({ apiUrl, publishableKey, secretKey, telemetry: { disabled: true } });
  const { data } = await backend.users.getUserList({ emailAddress: [grace.email] });
  const { token } = await backend.signInTokens.createSignInToken({
    userId: data[0]?.id ?? '',
    expiresInSeconds: 60,
  });
  await clerk.loaded({ page });
  await clerk.signIn({ page, signInParams: { strategy: 'ticket', ticket: token } });
  await expect(page.getByRole('heading', { name: 'Hello, Grace!' })).toBeVisible();
});
