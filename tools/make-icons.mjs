// Renders build/icon.svg to the PNG files that electron-builder packs: node tools/make-icons.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { projectFolder } from './build-if-needed.mjs';
import { provideChromium } from './chromium.mjs';

const buildFolder = join(projectFolder, 'build');

/** Pixel sizes of the freedesktop icon theme; the large one is what macOS and Windows icons are made from. */
const themeSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const largeSize = 1024;

const svg = readFileSync(join(buildFolder, 'icon.svg'), 'utf8');
mkdirSync(join(buildFolder, 'icons'), { recursive: true });
const browser = await chromium.launch({
  executablePath: provideChromium(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
});
try {
  for (const size of themeSizes) await render(size, join(buildFolder, 'icons', `${size}x${size}.png`));
  await render(largeSize, join(buildFolder, 'icon.png'));
} finally {
  await browser.close();
}

/** @param {number} size in pixels @param {string} file */
async function render(size, file) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  writeFileSync(file, await page.screenshot({ omitBackground: true }));
  await page.close();
}
