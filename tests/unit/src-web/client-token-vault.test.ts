import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClientTokenVault, createVaultKey, isVaultKey } from '../../../src-web/client-token-vault.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the client token vault of browser mode', () => {
  it('gives a token back to the browser that holds its key, also after a restart', async () => {
    const key = createVaultKey();
    await createClientTokenVault(folder).write(key, 'client-token');
    expect(await createClientTokenVault(folder).read(key)).toBe('client-token');
  });

  it('writes neither the token nor the key in clear', async () => {
    const key = createVaultKey();
    await createClientTokenVault(folder).write(key, 'client-token');
    const [name = ''] = readdirSync(folder);
    const content = readFileSync(join(folder, name), 'latin1');
    expect(content).not.toContain('client-token');
    expect(name + content).not.toContain(key);
  });

  it('has nothing for another key', async () => {
    const vault = createClientTokenVault(folder);
    await vault.write(createVaultKey(), 'client-token');
    expect(await vault.read(createVaultKey())).toBeNull();
  });

  it('forgets a token that is removed, and does not mind when there is none', async () => {
    const vault = createClientTokenVault(folder);
    const key = createVaultKey();
    await vault.write(key, 'client-token');
    await vault.remove(key);
    await vault.remove(key);
    expect(await vault.read(key)).toBeNull();
  });

  it('sets a damaged file aside and starts signed out', async () => {
    const vault = createClientTokenVault(folder);
    const key = createVaultKey();
    await vault.write(key, 'client-token');
    const [name = ''] = readdirSync(folder);
    writeFileSync(join(folder, name), 'damaged');
    expect(await vault.read(key)).toBeNull();
    expect(readFileSync(join(folder, `${name}.damaged`), 'utf8')).toBe('damaged');
  });

  it('takes only keys of the form it makes', () => {
    expect(isVaultKey(createVaultKey())).toBe(true);
    for (const value of [
      undefined,
      '',
      'short',
      `${createVaultKey()}x`,
      '../../../etc/passwd'.padEnd(43, 'x'),
    ])
      expect(isVaultKey(value)).toBe(false);
  });
});
