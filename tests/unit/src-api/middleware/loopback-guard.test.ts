import { describe, expect, it } from 'vitest';
import { listHosts } from '../../../../src-api/middleware/loopback-guard.ts';

describe('listHosts', () => {
  it('names the port', () => {
    expect(listHosts(8_069, false)).toEqual(['127.0.0.1:8069']);
    expect(listHosts(8_069, true)).toEqual(['127.0.0.1:8069', 'localhost:8069']);
  });

  it('lets clients leave out the default port of HTTP', () => {
    expect(listHosts(80, false)).toEqual(['127.0.0.1:80', '127.0.0.1']);
  });
});
