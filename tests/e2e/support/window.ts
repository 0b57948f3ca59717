import { expect, type Page } from 'playwright/test';

/** What a person does in Clerk's own forms. */
const continueButton = (page: Page) => page.getByRole('button', { name: 'Continue', exact: true });

export async function enterIdentifier(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email address').fill(email);
  await continueButton(page).click();
}

export async function enterPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await continueButton(page).click();
}

export async function signIn(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await enterIdentifier(page, email);
  await enterPassword(page, password);
  await expectSignedIn(page);
}

/**
 * Types a new password, and waits until Clerk's form has said what it thinks of it: that takes a moment and moves the
 * button below it, from under a pointer that is quicker.
 */
export async function chooseNewPassword(page: Page, password: string, label = 'Password'): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(password);
  const opinion = page.locator('.cl-formField', { has: field }).getByTestId('form-feedback-success');
  await expect(opinion.filter({ visible: true })).toBeVisible();
}

/** Types a code into Clerk's six boxes, which empty themselves a moment after a wrong one. */
export async function enterCode(page: Page, code: string): Promise<void> {
  const boxes = page.locator('input[data-input-otp]').first();
  await expect(boxes).toHaveValue('');
  await boxes.focus();
  await page.keyboard.type(code, { delay: 20 });
}

/** Chooses "Email code" among the other ways to sign in. */
export async function askForEmailCode(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Use another method' }).click();
  await page.getByRole('button', { name: /email code/i }).click();
}

export const expectScreen = (page: Page, name: string): Promise<void> =>
  expect(page.locator('main')).toHaveAttribute('data-screen', name);

/** Opens Clerk's pages of the own account. */
export async function openAccount(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open user menu' }).click();
  await page
    .getByRole('dialog', { name: 'Account panel' })
    .getByRole('button', { name: 'Manage account' })
    .click();
}

export const closeAccount = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Close modal' }).click();

export const expectSignedIn = (page: Page): Promise<void> => expectScreen(page, 'signed-in');

/** Signs out by the window's own button, until Clerk has answered: the window is back at the form before that. */
export async function signOut(page: Page): Promise<void> {
  const answered = page.waitForResponse(
    (response) => response.url().includes('/v1/client/sessions?') && response.request().method() === 'POST',
  );
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  expect((await answered).status()).toBe(200);
  await expectScreen(page, 'signed-out');
}

/** The greeting that the local API answered. */
export const expectGreeting = (page: Page, name: string): Promise<void> =>
  expect(page.getByRole('heading', { level: 1, name: `Hello, ${name}!`, exact: true })).toBeVisible();

export const sessionIdOf = async (page: Page): Promise<string> =>
  (await page.locator('[data-field="session-id"]').textContent()) ?? '';

/** The newest code that the window shows beside Clerk's form, once there is one that is not `except`. */
export async function arrivedCode(page: Page, except = ''): Promise<string> {
  const code = page
    .getByRole('region', { name: 'Arriving codes' })
    .getByRole('listitem')
    .first()
    .locator('code');
  await expect(code).toHaveText(/^\d{6}$/);
  await expect(code).not.toHaveText(except);
  return (await code.textContent()) ?? '';
}

/** Clerk says this below one of its fields (and repeats it for screen readers). */
export const expectFieldError = (page: Page, text: RegExp): Promise<void> =>
  expect(page.getByTestId('form-feedback-error').filter({ hasText: text })).toBeVisible();

/** Asks the API for the greeting again and again, as a person does while something is out of order. */
export const expectGreetingAgain = (page: Page, name: string): Promise<void> =>
  expect
    .poll(
      async () => {
        const again = page.getByRole('button', { name: 'Check again' });
        if (await again.isVisible()) await again.click({ timeout: 1_000 }).catch(() => undefined);
        return page
          .locator('.greeting')
          .textContent({ timeout: 1_000 })
          .catch(() => 'no greeting');
      },
      { timeout: 30_000, intervals: [1_000] },
    )
    .toBe(`Hello, ${name}!`);

/** Asks the API again and again until the window notices that its session was ended elsewhere, and says so. */
export async function expectEndedElsewhere(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const again = page.getByRole('button', { name: 'Check again' });
        if (await again.isVisible()) await again.click({ timeout: 1_000 }).catch(() => undefined);
        return page.locator('main').getAttribute('data-screen');
      },
      { timeout: 30_000, intervals: [1_000] },
    )
    .toBe('signed-out');
  await expect(page.locator('[data-notice="ended-elsewhere"]')).toBeVisible();
}
