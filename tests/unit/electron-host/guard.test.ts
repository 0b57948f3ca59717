import { expect, test } from 'vitest';
import { guarded, guardedClass, unavailable } from '../../electron-host/src/guard.ts';

test('members that exist work, others throw their name', () => {
  const shell = guarded({ beep: () => 'beep' }, 'shell');
  expect(shell.beep()).toBe('beep');
  expect(() => Reflect.get(shell, 'openPath')).toThrow('electron-host: shell.openPath is not emulated');
});

test('specs may replace and add members', () => {
  const shell = guarded({ beep: (): string => 'beep' }, 'shell');
  shell.beep = () => 'replaced';
  Reflect.set(shell, 'added', 1);
  expect([shell.beep(), Reflect.get(shell, 'added')]).toEqual(['replaced', 1]);
});

test('guarded objects can be awaited and printed', async () => {
  const shell = guarded({ name: 'shell' }, 'shell');
  expect(await Promise.resolve(shell)).toBe(shell);
  expect(JSON.stringify(shell)).toBe('{"name":"shell"}');
});

test('classes guard their statics and their instances', () => {
  class Plain {
    name = 'plain';
  }
  const Tray = guardedClass(Plain, 'Tray');
  const tray = new Tray();
  expect(tray).toBeInstanceOf(Tray);
  expect(tray.name).toBe('plain');
  expect(() => Reflect.get(tray, 'setTitle')).toThrow('electron-host: Tray.setTitle is not emulated');
  expect(() => Reflect.get(Tray, 'from')).toThrow('electron-host: Tray.from is not emulated');
});

test('what is there in name only throws on every use', () => {
  const View = unavailable('View');
  expect(() => Reflect.construct(View as new () => object, [])).toThrow(
    'electron-host: View is not emulated',
  );
  expect(() => Reflect.get(View, 'create')).toThrow('electron-host: View.create is not emulated');
});
