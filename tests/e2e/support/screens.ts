import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';
import { projectFolder } from '../../support/server-process.ts';

const themes = ['light', 'dark'] as const;

/** Takes a picture of the page for a person to look at, and checks the page (but Clerk's own components) with axe. */
export async function inspectScreen(page: Page, folder: string, name: string): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.screenshot({
      path: join(projectFolder, 'test-results', 'screens', folder, `${name}-${theme}.png`),
      animations: 'disabled',
    });
    const { violations } = await new AxeBuilder({ page })
      .exclude('.cl-rootBox')
      .exclude('.cl-userButton-root')
      .analyze();
    expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}
