// npm run generate: writes what is made from the route table, the OpenAPI document and the types of the window's client.
// With --check it writes nothing, and fails when a file is not what it would write.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import packageJson from '../package.json' with { type: 'json' };
import { projectFolder } from './build-if-needed.mjs';

const load = async (/** @type {string} */ file) =>
  (await runnerImport(join(projectFolder, file), { root: projectFolder, configFile: false })).module;

const { routeTable } = await load('src-api/routes/route-table.ts');
const { describeOperations } = await load('tools/client-types.ts');
/** @type {import('../src-api/routes/route.ts').Route[]} */
const routes = routeTable;
const description = routes.find(({ path }) => path === '/openapi.json');
const info = { name: '', version: packageJson.version, connection: 'emulator' };
const document = await description?.answer({ params: {}, query: {}, body: undefined }, { info }, undefined);

const files = {
  'docs/reference/openapi.json': JSON.stringify(document),
  'src-renderer/api/generated-operations.ts': describeOperations(JSON.parse(JSON.stringify(document))),
};
for (const [file, text] of Object.entries(files)) {
  const path = join(projectFolder, file);
  const formatted = format(file, text);
  if (!process.argv.includes('--check')) writeFileSync(path, formatted);
  else if (read(path) !== formatted) {
    console.error(`${file} is out of date: run npm run generate, and commit what it writes.`);
    process.exitCode = 1;
  }
}

/** @param {string} file @param {string} text */
function format(file, text) {
  const biome = join(projectFolder, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const { status, stdout } = spawnSync(process.execPath, [biome, 'format', `--stdin-file-path=${file}`], {
    cwd: projectFolder,
    input: text,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
