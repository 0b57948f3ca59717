import { join } from 'node:path';
import type { ControlClient } from '../../../src-emulator/control-client.ts';
import { enterCode as typeCode, chooseNewPassword as typeNewPassword } from '../../e2e/support/window.ts';
import { projectFolder } from '../../support/server-process.ts';
import { type ComponentsWindow, expect } from './test.ts';

export const ada = { email: 'ada@example.com', password: 'Analytical-Engine-1843', firstName: 'Ada' };
export const grace = { email: 'grace@example.com', password: 'Flow-Matic-1955', firstName: 'Grace' };

/** Signs in by Clerk's form, which the window already shows. */
export async function signIn(
  { page }: ComponentsWindow,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.getByLabel(/Email address/).fill(email);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expectStatus({ page }, new RegExp(`${email}, (active|pending)`));
}

/** Who is signed in, in which state, in which organisation: what clerk-js says. */
export const expectStatus = (
  { page }: Pick<ComponentsWindow, 'page'>,
  text: string | RegExp,
): Promise<void> => expect(page.locator('#status')).toHaveText(text);

/** Leaves by the page's own button. clerk-js counts as signed out before it has asked; the form comes after the answer. */
export async function leave(window: Pick<ComponentsWindow, 'page'>): Promise<void> {
  await window.page.getByRole('button', { name: 'Leave' }).click();
  await expectSignedOut(window);
}

/** Signed out, and led back to the form for signing in. */
export async function expectSignedOut({ page }: Pick<ComponentsWindow, 'page'>): Promise<void> {
  await expectStatus({ page }, 'signed out');
  await expect(page.getByRole('heading', { name: /^Sign in to/ })).toBeVisible();
}

/** Types a code into Clerk's six boxes. */
export const enterCode = ({ page }: Pick<ComponentsWindow, 'page'>, code: string): Promise<void> =>
  typeCode(page, code);

/** The newest code that the emulator sent to an address or a number, once there is one that is not `except`. */
export async function arrivedCode(control: ControlClient, to: string, except = ''): Promise<string> {
  let code: string | undefined;
  await expect
    .poll(async () => {
      code = await control.newestCode(to);
      return code !== undefined && code !== except;
    })
    .toBe(true);
  return code ?? '';
}

/** Types a new password, until Clerk's form has nothing against it. */
export const chooseNewPassword = (
  { page }: Pick<ComponentsWindow, 'page'>,
  password: string,
  label?: string,
): Promise<void> => typeNewPassword(page, password, label);

/** The newest link that the emulator sent to an address. */
export async function arrivedLink(control: ControlClient, to: string): Promise<string> {
  await expect.poll(() => control.newestLink(to)).toBeDefined();
  return (await control.newestLink(to)) ?? '';
}

/** Pictures of both themes for a person to look at: `test-results/screens/components/NAME-THEME.png`. */
export async function picture({ page }: Pick<ComponentsWindow, 'page'>, name: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await page.screenshot({
      path: join(projectFolder, 'test-results', 'screens', 'components', `${name}-${theme}.png`),
      animations: 'disabled',
    });
  }
}
