// Who may import whom. `npm run check:layers` proves first that a planted violation is reported (tools/check-layers.mjs).
const between = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'contracts-import-zod-only',
      severity: 'error',
      comment: 'Contracts run in every process.',
      from: { path: '^src-contracts/' },
      to: { pathNot: ['^src-contracts/', '^node_modules/zod/'] },
    },
    {
      name: 'window-files-stand-alone',
      severity: 'error',
      comment: 'Served by the desktop and by browser mode alike.',
      from: { path: '^src-window-files/' },
      to: { path: '^src-', pathNot: ['^src-window-files/', '^src-contracts/'] },
    },
    between(
      'renderer-is-a-page',
      '^src-renderer/',
      '^(src-(main|preload|api|emulator|web|window-files)/|node_modules/(electron|express|@clerk/(backend|electron))/)',
      'The window has no Node, no Electron and none of the other processes.',
    ),
    {
      name: 'renderer-without-node',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    between(
      'preload-is-self-contained',
      '^src-preload/',
      '^src-(main|renderer|api|emulator|web|window-files)/',
      'One small script.',
    ),
    between(
      'api-is-headless',
      '^src-api/',
      '^(src-(main|preload|renderer|emulator|web|window-files)/|node_modules/(electron|@clerk/(clerk-js|ui|electron))/)',
      'The API runs without Electron and without a page.',
    ),
    between(
      'emulator-stands-alone',
      '^src-emulator/',
      '^(src-(main|preload|renderer|api|web|window-files)/|node_modules/(electron|@clerk)/)',
      'What checks must not share code with what is checked.',
    ),
    between(
      'main-starts-processes',
      '^src-main/',
      '^src-(preload|renderer|api|emulator|web)/',
      'Main starts them; it does not contain them.',
    ),
    between(
      'web-uses-public-entries',
      '^src-web/',
      '^src-(main|preload|renderer|emulator)/|^src-api/(?!index\\.ts)',
      'Browser mode uses the API by its public entry.',
    ),
    {
      name: 'electron-stays-in-its-processes',
      severity: 'error',
      from: { pathNot: '^(src-main|src-preload|tests)/' },
      to: { path: '^node_modules/(electron|@clerk/electron)/' },
    },
    {
      name: 'sources-do-not-import-tests',
      severity: 'error',
      from: { path: '^src-' },
      to: { path: '^(tests|bench|tools)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: '^src-' },
      to: { couldNotResolve: true, pathNot: '^(electron|node:)' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
