import type { User } from '@clerk/backend';

/** What a user may do beyond being signed in. */
export type UserPermission = 'admin:users';

const permissionsOfRole = new Map<unknown, readonly UserPermission[]>([['admin', ['admin:users']]]);

/**
 * The permissions of a user: those of the role in the public metadata, `{"role":"admin"}`.
 * SECURITY S23: only a secret key can write public metadata; unsafe metadata, which users write themselves, grants
 * nothing.
 */
export const permissionsOf = ({ publicMetadata }: Pick<User, 'publicMetadata'>): readonly UserPermission[] =>
  permissionsOfRole.get(publicMetadata.role) ?? [];
