import { ada, expectStatus, picture, signIn } from './support/steps.ts';
import { test } from './support/test.ts';

test('Ada signs in and out again', async ({ window }) => {
  await window.show({ component: 'SignIn' });
  await picture(window, 'sign-in');
  await signIn(window, ada);
  await expectStatus(window, 'ada@example.com, active');
  await window.page.getByRole('button', { name: 'Leave' }).click();
  await expectStatus(window, 'signed out');
});
