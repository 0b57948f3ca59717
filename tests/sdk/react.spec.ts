import { join } from 'node:path';
import { ada } from '../components/support/steps.ts';
import { projectFolder } from '../support/server-process.ts';
import { expect, test } from './support/test.ts';

for (const reach of ['proxy', 'address'] as const)
  test.describe(`@clerk/react by ${reach}`, () => {
    test.use({ reach });

    test('signs in, gets tokens, stays signed in over a reload, and signs out', async ({
      page,
      application,
      emulation,
    }) => {
      await page.goto(application.url);
      await page.getByLabel(/Email address/).fill(ada.email);
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      await page.getByLabel('Password', { exact: true }).fill(ada.password);
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'Hello, Ada!' })).toBeVisible();

      const [user] = (await emulation.control.listUsers()).filter(({ name }) => name.startsWith('Ada'));
      await page.getByRole('button', { name: 'Get a token' }).click();
      await expect(page.locator('#answer')).toHaveText(
        `token for ${user?.id} from ${new URL(application.url).origin}`,
      );

      await page.reload();
      await expect(page.getByRole('heading', { name: 'Hello, Ada!' })).toBeVisible();
      const cookies = (await page.context().cookies()).map(({ name }) => name);
      expect(cookies).toEqual(expect.arrayContaining(['__session', '__client_uat']));

      await page.getByRole('button', { name: 'Open user menu' }).click();
      await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
      await page.screenshot({
        path: join(projectFolder, 'test-results', 'screens', 'sdk', `react-by-${reach}.png`),
        animations: 'disabled',
      });
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByLabel(/Email address/)).toBeVisible();
      await page.reload();
      await expect(page.getByLabel(/Email address/)).toBeVisible();
    });
  });
