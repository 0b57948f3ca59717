import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWindowFiles } from '../../../src-window-files/window-files.ts';

let parent: string;
let read: ReturnType<typeof createWindowFiles>;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'window-files-'));
  const folder = join(parent, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(parent, 'renderer-evil'));
  writeFileSync(
    join(folder, 'index.html'),
    '<meta property="csp-nonce" nonce="%CSP_NONCE%"><meta name="policy-origins" content="%POLICY_ORIGINS%">',
  );
  writeFileSync(join(folder, 'assets', 'app-x1.js'), 'export {};');
  writeFileSync(join(parent, 'secret.json'), '{"secret":true}');
  writeFileSync(join(parent, 'renderer-evil', 'secret.json'), '{"secret":true}');
  symlinkSync(join(parent, 'secret.json'), join(folder, 'link.json'));
  read = createWindowFiles(folder, () => ({
    api: 'http://127.0.0.1:4000',
    frontendApi: 'http://127.0.0.1:4100',
  }));
});
afterAll(() => rmSync(parent, { recursive: true }));

describe('files of the window', () => {
  it('serves the page with a policy whose nonce is the one in the page, new on each load', async () => {
    const pages = [await read('/'), await read('/index.html')];
    const nonces = pages.map((page) => {
      const policy = page.headers['Content-Security-Policy'] ?? '';
      const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1] ?? '';
      expect(page.body.toString()).toContain(`nonce="${nonce}"`);
      expect(page.body.toString()).toContain('content="http://127.0.0.1:4000 http://127.0.0.1:4100"');
      expect(policy).toContain("connect-src 'self' http://127.0.0.1:4000 http://127.0.0.1:4100;");
      return nonce;
    });
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('serves assets with their type', async () => {
    const file = await read('/assets/app-x1.js');
    expect(file.headers['Content-Type']).toBe('text/javascript; charset=utf-8');
    expect(file.body.toString()).toBe('export {};');
  });

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/../../secret.json',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.json',
    '/../renderer-evil/secret.json',
    '/link.json',
    '/assets',
    '/assets/',
    '/..\\secret.json',
    '/%5c..%5csecret.json',
    '/index.html%00.js',
    '//etc/passwd',
    '/C:/secret.json',
    '/CON',
    '/%',
    '/.env',
    '/missing.js',
  ])('answers 404 to %s (S36)', async (path) => expect((await read(path)).status).toBe(404));

  it('never lets out a file beside its folder, whatever the path (S36)', async () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2f',
      '/',
      '\\',
      'secret.json',
      'renderer-evil',
      'renderer',
      '%00',
      'link.json',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        expect((await read(`/${parts.join('/')}`)).body.toString()).not.toContain('secret');
      }),
    );
  });
});
