import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAsar, encodeAsar } from '../../electron-host/asar-writer.ts';
import { readAsar, unpackAsar } from '../../electron-host/src/asar.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'asar-test-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('lists the files of an archive with their contents', () => {
  const archive = createAsar({
    'package.json': '{}',
    out: { main: { 'index.js': 'run();' }, 'ä.bin': Buffer.from([0, 1]) },
  });
  expect([...readAsar(archive)].map((item) => [item.kind, item.path])).toEqual([
    ['file', 'package.json'],
    ['directory', 'out'],
    ['directory', 'out/main'],
    ['file', 'out/main/index.js'],
    ['file', 'out/ä.bin'],
  ]);
});

test('unpacks files, links, executables and files kept beside the archive', () => {
  const header = {
    files: {
      bin: { files: { run: { size: 3, offset: '0', executable: true } } },
      link: { link: 'bin/run' },
      'native.node': { size: 6, unpacked: true },
    },
  };
  const archive = path.join(directory, 'app.asar');
  writeFileSync(archive, encodeAsar(header, Buffer.from('abc')));
  const target = path.join(directory, 'unpacked');
  mkdirSync(`${archive}.unpacked`);
  writeFileSync(path.join(`${archive}.unpacked`, 'native.node'), 'native');
  unpackAsar(archive, target);
  expect(readFileSync(path.join(target, 'link'), 'utf8')).toBe('abc');
  expect(statSync(path.join(target, 'bin/run')).mode & 0o111).toBe(0o111);
  expect(readFileSync(path.join(target, 'native.node'), 'utf8')).toBe('native');
});

test('refuses content that does not match its recorded hash', () => {
  const archive = createAsar({ 'index.js': 'run();' });
  archive[archive.length - 1] = 0;
  expect(() => [...readAsar(archive)]).toThrow('index.js in the archive does not match its recorded SHA-256');
});

test.each(['..', '.', '', 'a/b', 'a\\b'])('refuses the file name %j', (name) => {
  const archive = encodeAsar({ files: { [name]: { size: 0, offset: '0' } } }, Buffer.alloc(0));
  expect(() => [...readAsar(archive)]).toThrow('unusable file name');
});
