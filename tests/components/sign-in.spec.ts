import { ada, expectStatus, leave, picture, signIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test('Ada signs in and out again', async ({ window }) => {
  await window.show({ component: 'SignIn' });
  await expect(window.page.getByLabel('Email address')).toBeVisible();
  await picture(window, 'sign-in');
  await signIn(window, ada);
  await expectStatus(window, 'ada@example.com, active');
  await leave(window);
});
