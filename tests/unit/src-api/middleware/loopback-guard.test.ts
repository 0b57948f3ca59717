import { describe, expect, it } from 'vitest';
import { listHosts } from '../../../../src-api/middleware/loopback-guard.ts';

describe('listHosts', () => {
  it('names the port', () => {
    expect(listHosts(8_069, false, 80)).toEqual(['127.0.0.1:8069']);
    expect(listHosts(8_069, true, 80)).toEqual(['127.0.0.1:8069', 'localhost:8069']);
  });

  it('lets clients leave out the default port of the scheme', () => {
    expect(listHosts(443, false, 443)).toEqual(['127.0.0.1:443', '127.0.0.1']);
    expect(listHosts(443, false, 80)).toEqual(['127.0.0.1:443']);
    expect(listHosts(80, false, 80)).toEqual(['127.0.0.1:80', '127.0.0.1']);
  });
});
