import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { preview } from 'vite';
import { pageFolder } from './build-page.ts';

/**
 * Serves the built application on a free port of `localhost`, with the proxy that an application has in its Vite
 * configuration: what is below `/__clerk` goes to the emulator. `settings` become properties of its ClerkProvider.
 */
export async function serveApplication(
  emulator: string,
  settings: Record<string, string>,
): Promise<{ url: string; close: () => Promise<void> }> {
  const html = await readFile(join(pageFolder, 'index.html'), 'utf8');
  const document = html.replace(
    '<div id="root">',
    `<script type="application/json" id="settings">${JSON.stringify(settings)}</script>$&`,
  );
  const server = await preview({
    configFile: false,
    logLevel: 'error',
    build: { outDir: pageFolder },
    plugins: [
      {
        name: 'settings',
        configurePreviewServer: ({ middlewares }) => {
          middlewares.use((request, response, next) => {
            if (request.method !== 'GET' || request.url?.split('?')[0] !== '/') return next();
            response.setHeader('content-type', 'text/html');
            response.end(document);
          });
        },
      },
    ],
    preview: {
      host: '127.0.0.1',
      port: 0,
      strictPort: false,
      proxy: {
        '/__clerk': {
          target: emulator,
          changeOrigin: true,
          rewrite: (path) => path.replace(/^\/__clerk/, ''),
        },
      },
    },
  });
  const address = server.httpServer.address();
  if (typeof address !== 'object' || !address) throw new Error('the application has no port');
  return { url: `http://localhost:${address.port}/`, close: () => server.close() };
}
