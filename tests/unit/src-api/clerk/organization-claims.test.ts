import { describe, expect, it } from 'vitest';
import { readActiveOrganization } from '../../../../src-api/clerk/organization-claims.ts';

describe('the active organisation of a token', () => {
  it.each([
    [{ v: 2, o: { id: 'org_1', rol: 'admin', slg: 'staff', per: 'read', fpm: '1' } }, 'org:admin'],
    [{ v: 2, o: { id: 'org_1', rol: 'member' }, fea: 'o:dashboard' }, 'org:member'],
    [{ org_id: 'org_1', org_role: 'org:admin', org_permissions: [] }, 'org:admin'],
    [{ v: 1, org_id: 'org_1', org_role: 'org:billing' }, 'org:billing'],
  ])('is read from %o', (claims, role) => {
    expect(readActiveOrganization(claims)).toEqual({ id: 'org_1', role });
  });

  it.each([
    [{}],
    [{ v: 2 }],
    [{ v: 2, o: { id: 'org_1' } }],
    [{ v: 2, o: { rol: 'admin' } }],
    [{ v: 2, o: { id: ['org_1'], rol: 'admin' } }],
    // Claims of the other version count for nothing, as in Clerk's own SDKs.
    [{ v: 2, org_id: 'org_1', org_role: 'org:admin' }],
    [{ v: 1, o: { id: 'org_1', rol: 'admin' } }],
    [{ v: 3, o: { id: 'org_1', rol: 'admin' } }],
    [{ org_id: 'org_1' }],
    ['org_1'],
  ])('is none in %o', (claims) => {
    expect(readActiveOrganization(claims)).toBe(undefined);
  });
});
