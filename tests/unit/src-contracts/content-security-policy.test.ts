import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../src-contracts/content-security-policy.ts';

const directives = (policy: string) =>
  new Map(policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]));

describe('contentSecurityPolicy', () => {
  it('allows no inline script, no eval, and no remote script', () => {
    const policy = contentSecurityPolicy('n0nce', {
      api: 'http://127.0.0.1:1',
      frontendApi: 'https://clerk.example.com',
    });
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(directives(policy).get('script-src')).toEqual(["'self'"]);
    for (const source of directives(policy).get('style-src') ?? [])
      expect(source).toMatch(/^'(self|nonce-n0nce|sha256-[A-Za-z0-9+/]{43}=)'$/);
    expect(directives(policy).get('default-src')).toEqual(["'none'"]);
  });

  it('lets the window reach the API and the Frontend API only', () => {
    const policy = contentSecurityPolicy('n', {
      api: 'http://127.0.0.1:1',
      frontendApi: 'https://clerk.example.com',
      images: 'https://img.clerk.com',
    });
    expect(directives(policy).get('connect-src')).toEqual([
      "'self'",
      'http://127.0.0.1:1',
      'https://clerk.example.com',
    ]);
    expect(directives(policy).get('img-src')).toEqual([
      "'self'",
      'data:',
      'blob:',
      'https://clerk.example.com',
      'https://img.clerk.com',
    ]);
  });

  it('names nothing that there is not', () => {
    expect(directives(contentSecurityPolicy('n', {})).get('connect-src')).toEqual(["'self'"]);
  });
});
