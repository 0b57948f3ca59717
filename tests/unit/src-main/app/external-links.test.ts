import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExternalLink, openExternalLink } from '../../../../src-main/app/external-links.ts';

describe('links that leave the application (S35)', () => {
  it.each(['https://clerk.com/docs', 'https://dashboard.clerk.com/', 'https://github.com/clerk/javascript'])(
    'opens %s',
    (url) => expect(isExternalLink(url)).toBe(true),
  );

  it.each([
    'http://clerk.com/',
    'https://clerk.com:444/',
    'https://user@clerk.com/',
    'https://clerk.com.evil.example/',
    'https://evil.example/https://clerk.com/',
    'https://сlerk.com/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://clerk.com/share',
    'frontdesk://app/',
    'data:text/html,x',
    '',
    'not a url',
  ])('does not open %s', (url) => expect(isExternalLink(url)).toBe(false));

  it('opens nothing but https on a listed host, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withFragments: true })), (url) => {
        const opened: string[] = [];
        openExternalLink(
          url,
          (link) => opened.push(link),
          () => undefined,
        );
        for (const link of opened)
          expect(link).toMatch(/^https:\/\/(clerk\.com|dashboard\.clerk\.com|github\.com)\//);
      }),
    );
  });

  it('reports a link it does not open by its origin only', () => {
    const reported: string[] = [];
    openExternalLink(
      'https://evil.example/?token=secret',
      () => undefined,
      (origin) => reported.push(origin),
    );
    expect(reported).toEqual(['https://evil.example']);
  });
});
