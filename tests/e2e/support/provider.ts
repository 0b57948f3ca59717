import { spawn } from 'node:child_process';
import { chromium, expect, type Page } from 'playwright/test';
import { cleanEnvironment, projectFolder } from '../../support/server-process.ts';
import type { Application } from './application.ts';
import { chromiumPath, chromiumSwitches, electronPath, isRoot } from './environment.ts';

/** What a person does on a provider's page. */
export type Decision = (page: Page) => Promise<void>;

export const allowAs =
  (name: string): Decision =>
  async (page) => {
    await page.getByRole('link', { name }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
  };

export const makeAccount =
  (person: { firstName: string; lastName: string; email: string }): Decision =>
  async (page) => {
    await page.getByLabel('First name').fill(person.firstName);
    await page.getByLabel('Last name').fill(person.lastName);
    await page.getByLabel('Email address').fill(person.email);
    await page.getByRole('button', { name: 'Make this account' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
  };

export const deny: Decision = async (page) => {
  await page.getByRole('link', { name: 'Ada Lovelace' }).click();
  await page.getByRole('button', { name: 'Deny' }).click();
};

/** How the provider's page is reached, and how its answer comes back, in each way to run Frontdesk. */
export type Travel = (window: Page, click: () => Promise<void>, decide: Decision) => Promise<void>;

/** In browser mode the page itself goes to the provider and is sent back. */
export const travelInBrowser: Travel = async (window, click, decide) => {
  await click();
  await window.waitForURL(/\/_idp\//);
  await decide(window);
  await window.waitForURL(/\/app\//);
};

/**
 * On the desktop another browser shows the provider's page, and the system starts the application a second
 * time with the link that it leads to.
 */
export const travelOnDesktop =
  (application: Pick<Application, 'openedLinks'>, dataFolder: string): Travel =>
  async (_window, click, decide) => {
    const before = (await application.openedLinks()).length;
    await click();
    await expect.poll(async () => (await application.openedLinks()).length).toBe(before + 1);
    const address = (await application.openedLinks())[before] ?? '';
    await startSecondInstance(dataFolder, await decideInSystemBrowser(address, decide));
  };

/** Answers the deep link that the provider's page leads to. */
async function decideInSystemBrowser(address: string, decide: Decision): Promise<string> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumSwitches });
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(address);
    const deepLink = page
      .waitForEvent('response', {
        predicate: (response) => /^frontdesk:/.test(response.headers().location ?? ''),
        timeout: 60_000,
      })
      .then((response) => response.headers().location ?? '');
    await Promise.all([deepLink, decide(page)]);
    return await deepLink;
  } finally {
    await browser.close();
  }
}

async function startSecondInstance(dataFolder: string, deepLink: string): Promise<void> {
  const second = spawn(
    electronPath(),
    [...(isRoot ? ['--no-sandbox'] : []), projectFolder, `--user-data-dir=${dataFolder}`, deepLink],
    { env: cleanEnvironment({}), stdio: 'ignore' },
  );
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
}
