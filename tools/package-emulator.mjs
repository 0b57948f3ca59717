// npm run package:emulator: the emulator as a package of its own, dist/frontdesk-emulator-VERSION.tgz, with no dependencies.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { projectFolder } from './build-if-needed.mjs';

const folder = join(projectFolder, 'out', 'emulator-package');
const sources = join(projectFolder, 'src-emulator');
const { version, license, author, engines } = JSON.parse(
  readFileSync(join(projectFolder, 'package.json'), 'utf8'),
);
// CommonJS packages inside an ESM bundle call `require` for Node's own modules.
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

rmSync(folder, { recursive: true, force: true });
await build({
  configFile: false,
  root: projectFolder,
  logLevel: 'warn',
  define: { __FRONTDESK_VERSION__: JSON.stringify(version) },
  ssr: { noExternal: true, external: ['@playwright/test'], target: 'node' },
  build: {
    ssr: true,
    outDir: folder,
    target: 'node20',
    rolldownOptions: {
      input: {
        cli: join(sources, 'cli.ts'),
        index: join(sources, 'package', 'index.ts'),
        playwright: join(sources, 'package', 'playwright.ts'),
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        banner: requireBanner,
      },
    },
  },
});
makeCommand(join(folder, 'cli.js'));
writeTypes();
cpSync(join(projectFolder, 'LICENSE'), join(folder, 'LICENSE'));
cpSync(join(sources, 'package', 'README.md'), join(folder, 'README.md'));
writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest(), undefined, 2));

mkdirSync(join(projectFolder, 'dist'), { recursive: true });
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const pack = spawnSync(npm, ['pack', '--silent', '--pack-destination', join(projectFolder, 'dist')], {
  cwd: folder,
  stdio: ['ignore', 'pipe', 'inherit'],
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
if (pack.status !== 0) process.exit(pack.status ?? 1);
console.log(join('dist', pack.stdout.trim()));

function manifest() {
  return {
    name: 'frontdesk-emulator',
    version,
    description:
      'A local stand-in for a Clerk instance: Frontend API, Backend API, and an outbox for its mail',
    license,
    author,
    type: 'module',
    engines,
    bin: { 'frontdesk-emulator': './cli.js' },
    exports: {
      '.': { types: './types/index.d.ts', default: './index.js' },
      './playwright': { types: './types/playwright.d.ts', default: './playwright.js' },
    },
    peerDependencies: { '@playwright/test': '>=1.40' },
    peerDependenciesMeta: { '@playwright/test': { optional: true } },
  };
}

/** @param {string} file */
function makeCommand(file) {
  writeFileSync(file, `#!/usr/bin/env node\n${readFileSync(file, 'utf8')}`);
  chmodSync(file, 0o755);
}

/** The types stand in a file without imports; the two entries' declarations are written here. */
function writeTypes() {
  const types = join(folder, 'types');
  mkdirSync(types, { recursive: true });
  const declared = readFileSync(join(sources, 'package', 'types.ts'), 'utf8');
  writeFileSync(join(types, 'types.d.ts'), declared);
  writeFileSync(
    join(types, 'index.d.ts'),
    `import type { CreateControlClient, CreateEmulator } from './types.js';
export type * from './types.js';
export declare const createEmulator: CreateEmulator;
export declare const createControlClient: CreateControlClient;
`,
  );
  const playwright = readFileSync(join(sources, 'package', 'playwright.ts'), 'utf8');
  const fixtures = playwright.slice(
    playwright.indexOf('export type EmulatorTestFixtures'),
    playwright.indexOf('export const test'),
  );
  writeFileSync(
    join(types, 'playwright.d.ts'),
    `import type {
  Page,
  PlaywrightTestArgs,
  PlaywrightTestOptions,
  PlaywrightWorkerArgs,
  PlaywrightWorkerOptions,
  TestType,
} from '@playwright/test';
import type { ControlClient, Instance } from './types.js';
export type { ControlClient, Instance } from './types.js';
export { expect } from '@playwright/test';
${fixtures}export declare const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & EmulatorTestFixtures,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & EmulatorWorkerFixtures
>;
`,
  );
}
