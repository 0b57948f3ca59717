import { describe, expect, it } from 'vitest';
import { isPermissionAllowed } from '../../../../src-main/app/permissions.ts';

describe('permissions of the window (S34)', () => {
  it.each(['clipboard-sanitized-write', 'local-network-access', 'local-network', 'loopback-network'])(
    'grants %s to the application',
    (permission) => {
      expect(isPermissionAllowed(permission, 'frontdesk://app')).toBe(true);
      expect(isPermissionAllowed(permission, 'frontdesk://app/')).toBe(true);
    },
  );

  it.each(['https://evil.example', 'frontdesk://app.evil', 'frontdesk://other', 'null', ''])(
    'grants nothing to %s',
    (origin) => expect(isPermissionAllowed('loopback-network', origin)).toBe(false),
  );

  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'fileSystem',
    'hid',
    'usb',
    'unknown',
  ])('denies %s', (permission) => expect(isPermissionAllowed(permission, 'frontdesk://app')).toBe(false));
});
