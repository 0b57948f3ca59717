// npm run generate: writes what is made from the route table, the OpenAPI document.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import packageJson from '../package.json' with { type: 'json' };
import { projectFolder } from './build-if-needed.mjs';

const { module } = await runnerImport(join(projectFolder, 'src-api', 'routes', 'route-table.ts'), {
  root: projectFolder,
  configFile: false,
});
/** @type {import('../src-api/routes/route.ts').Route[]} */
const routes = module.routeTable;
const description = routes.find(({ path }) => path === '/openapi.json');
const info = { name: '', version: packageJson.version, connection: 'emulator' };
const document = await description?.answer({ params: {}, query: {}, body: undefined }, { info }, undefined);
write('docs/reference/openapi.json', JSON.stringify(document));

/** @param {string} file @param {string} text */
function write(file, text) {
  writeFileSync(join(projectFolder, file), text);
  const biome = join(projectFolder, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const { status } = spawnSync(process.execPath, [biome, 'format', '--write', file], {
    cwd: projectFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
}
