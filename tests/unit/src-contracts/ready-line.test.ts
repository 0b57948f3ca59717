import { describe, expect, it } from 'vitest';
import { apiReadySchema, createReadyLineReader } from '../../../src-contracts/ready-line.ts';

const ready = {
  ready: true,
  name: 'frontdesk-api',
  version: '0.1.0',
  url: 'http://127.0.0.1:8069',
  connection: 'public',
};
const line = `${JSON.stringify(ready)}\n`;

describe('createReadyLineReader', () => {
  it('finds the line in one chunk', () => {
    expect(createReadyLineReader(apiReadySchema)(line)).toEqual(ready);
  });

  it('finds it byte by byte', () => {
    const read = createReadyLineReader(apiReadySchema);
    const answers = [...line].map((character) => read(character));
    expect(answers.slice(0, -1).every((answer) => answer === undefined)).toBe(true);
    expect(answers.at(-1)).toEqual(ready);
  });

  it('passes over other lines, also such as are JSON', () => {
    const read = createReadyLineReader(apiReadySchema);
    expect(read('starting …\n{"ready":false}\n[]\nnull\n')).toBeUndefined();
    expect(read(`{"ready":true}\n${line}more\n`)).toEqual(ready);
  });

  it('waits for the end of the line', () => {
    expect(createReadyLineReader(apiReadySchema)(line.trimEnd())).toBeUndefined();
  });
});
