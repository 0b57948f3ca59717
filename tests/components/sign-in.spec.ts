import { ada, expectStatus, picture, signIn } from './support/steps.ts';
import { test } from './support/test.ts';

for (const theme of ['light', 'dark'] as const)
  test(`Ada signs in and out again (${theme})`, async ({ window }) => {
    await window.show({ component: 'SignIn', theme });
    await picture(window, `sign-in-${theme}`);
    await signIn(window, ada);
    await expectStatus(window, 'ada@example.com, active');
    await window.page.getByRole('button', { name: 'Leave' }).click();
    await expectStatus(window, 'signed out');
  });
