import type { EmulatorContext } from '../context.ts';
import { findOrganizationOf } from '../operations/oauth-grants.ts';
import type { OauthGrant } from '../state/platform-records.ts';
import type { User } from '../state/records.ts';
import { imageUrl, primaryEmailAddress } from '../wire/user-json.ts';

/** What the scopes let an application know of a user. */
export function userClaims(context: EmulatorContext, user: User, grant: OauthGrant) {
  const scopes = grant.scopes.split(' ');
  const organization = findOrganizationOf(context, grant);
  const email = user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId);
  return {
    object: 'oauth_user_info',
    instance_id: context.instance.id,
    sub: user.id,
    user_id: user.id,
    ...(scopes.includes('email')
      ? { email: primaryEmailAddress(user), email_verified: email?.verification?.status === 'verified' }
      : {}),
    ...(scopes.includes('profile')
      ? {
          name: [user.firstName, user.lastName].filter(Boolean).join(' '),
          given_name: user.firstName,
          family_name: user.lastName,
          picture: imageUrl(context, user),
          ...(user.username ? { username: user.username, preferred_username: user.username } : {}),
        }
      : {}),
    ...(scopes.includes('public_metadata') ? { public_metadata: user.publicMetadata } : {}),
    ...(scopes.includes('private_metadata') ? { private_metadata: user.privateMetadata } : {}),
    ...(organization
      ? { org_id: organization.id, org_name: organization.name, org_slug: organization.slug }
      : {}),
  };
}
