// Checks the import rules with dependency-cruiser, after proving that it sees them: a planted violation must be reported.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './build-if-needed.mjs';

const sources = readdirSync(projectFolder).filter((name) => name.startsWith('src-'));

/** One planted import per rule that separates processes: file, import, rule that must report it. */
const plants = [
  ['src-contracts', 'node:fs', 'contracts-import-zod-only'],
  ['src-renderer', '../src-main/environment.ts', 'renderer-is-a-page'],
  ['src-renderer', 'node:fs', 'renderer-without-node'],
  ['src-api', '../src-emulator/instance.ts', 'api-is-headless'],
  ['src-emulator', '@clerk/backend', 'emulator-stands-alone'],
  ['src-main', '../src-api/create-api.ts', 'main-starts-processes'],
  ['src-web', '../src-api/create-api.ts', 'web-uses-public-entries'],
];

const files = plants.map(([folder = '', target], index) => {
  const file = join(projectFolder, folder, `planted-violation-${index}.ts`);
  writeFileSync(file, `import * as planted from '${target}';\nexport const plantedValue = planted;\n`);
  return file;
});
const planted = cruise();
for (const file of files) rmSync(file);

const unseen = plants.filter(
  ([folder, , rule], index) => !planted.includes(`${rule}: ${folder}/planted-violation-${index}.ts`),
);
if (unseen.length > 0) {
  console.error(
    `The layer check is blind: it did not report\n${unseen.map(([, , rule]) => `  ${rule}`).join('\n')}\n${planted}`,
  );
  process.exit(1);
}

const report = cruise();
const violations = report.split('\n').filter((line) => /^\s*(error|warn) /.test(line));
console.log(
  violations.length === 0 ? `Layers hold (${plants.length} planted violations were reported).` : report,
);
process.exitCode = violations.length === 0 ? 0 : 1;

function cruise() {
  const cruiser = join(projectFolder, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cruiser, ...sources, '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
    { cwd: projectFolder, encoding: 'utf8' },
  );
  return stdout + stderr;
}
