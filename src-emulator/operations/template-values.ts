import type { EmulatorContext } from '../context.ts';
import type { Session, User } from '../state/records.ts';
import { backendMembershipJson, organizationJson } from '../wire/organization-json.ts';
import { userJson } from '../wire/user-json.ts';
import { findMembership, listMembershipsOf } from './organization-members.ts';
import type { ShortcodeValues } from './shortcodes.ts';

/** What `{{user.…}}` and the like stand for in a template. */
export function shortcodeValues(context: EmulatorContext, user: User, session: Session): ShortcodeValues {
  const json = userJson(context, user);
  const email = json.email_addresses.find(({ id }) => id === json.primary_email_address_id);
  return {
    user: {
      ...json,
      full_name: [user.firstName, user.lastName].filter(Boolean).join(' '),
      primary_email_address: email?.email_address ?? null,
      email_verified: email?.verification?.status === 'verified',
      primary_phone_number: null,
      phone_number_verified: false,
      primary_web3_wallet: null,
      organizations: Object.fromEntries(
        listMembershipsOf(context, user.id).map(({ organizationId, role }) => [organizationId, role]),
      ),
    },
    ...organizationValues(context, user, session),
    session: { id: session.id },
  };
}

/** `{{org.…}}` and `{{org_membership.…}}`: of the session's active organisation, if there is one. */
function organizationValues(context: EmulatorContext, user: User, session: Session): ShortcodeValues {
  const id = session.lastActiveOrganizationId;
  const organization = context.store.organizations.organizations.find((candidate) => candidate.id === id);
  const membership = organization && findMembership(context, organization.id, user.id);
  if (!membership) return {};
  const { role, public_metadata, permissions } = backendMembershipJson(context, membership);
  return {
    org: { ...organizationJson(context, organization), role },
    org_membership: { role, permissions, public_metadata },
  };
}
