import { basename, dirname, resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import { build, type Plugin } from 'vite';
import packageJson from './package.json' with { type: 'json' };

const define = { __FRONTDESK_VERSION__: JSON.stringify(packageJson.version) };
const target = 'node20';
const developmentPort = 5173;

/** Processes that run without Electron. Each becomes one self-contained ESM file. */
const servers = {
  'api/index.js': 'src-api/main.ts',
  'api/redis-client.mjs': 'src-api/shared/redis-client.ts',
  'emulator/index.js': 'src-emulator/cli.ts',
  'web/index.js': 'src-web/cli.ts',
};

/** electron-vite knows main, preload and renderer; this builds the servers beside them, one bundle each. */
function serverBundles(): Plugin {
  return {
    name: 'frontdesk:server-bundles',
    async closeBundle() {
      for (const [file, entry] of Object.entries(servers)) await buildServer(file, entry);
    },
  };
}

/** What the API reads when it needs it stays out of its bundle: reading it would take a third of the start. */
const redisClientApart: Plugin = {
  name: 'frontdesk:redis-client-apart',
  enforce: 'pre',
  resolveId: (source, importer) =>
    importer && source.endsWith('/redis-client.ts')
      ? { id: './redis-client.mjs', external: true }
      : undefined,
};

async function buildServer(file: string, entry: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    define,
    plugins: [redisClientApart],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: resolve(entry),
      outDir: resolve('out', dirname(file)),
      emptyOutDir: false,
      target,
      rolldownOptions: {
        output: { entryFileNames: basename(file), codeSplitting: false, banner: serverBanner },
      },
    },
  });
}

/**
 * The shebang makes a bundle a command; CommonJS packages inside an ESM bundle call `require` for Node's own modules.
 */
const serverBanner =
  "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

export default defineConfig({
  main: {
    define,
    plugins: [serverBundles()],
    build: {
      externalizeDeps: false,
      target,
      outDir: 'out/main',
      rolldownOptions: {
        input: resolve('src-main/index.ts'),
        // Native passkeys are an optional package that this application does not use.
        external: ['electron', '@clerk/electron-passkeys'],
        output: { entryFileNames: 'index.js', codeSplitting: false },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: 'out/preload',
      rolldownOptions: {
        input: resolve('src-preload/index.ts'),
        output: { format: 'cjs', entryFileNames: 'index.cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    base: './',
    // In development the window's scheme is served from here by the main process (src-main/app/window-protocol.ts).
    server: {
      host: '127.0.0.1',
      port: developmentPort,
      strictPort: true,
      hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: developmentPort },
    },
    build: {
      outDir: resolve('out/renderer'),
      minify: true,
      // clerk-js is one file of this size, with the password strength dictionaries inside.
      chunkSizeWarningLimit: 1_000,
      rolldownOptions: {
        input: resolve('src-renderer/index.html'),
        onwarn(warning, warn) {
          // "use client" means something to React servers only.
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
        },
      },
    },
  },
});
