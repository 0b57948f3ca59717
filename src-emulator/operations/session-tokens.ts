import type { EmulatorContext } from '../context.ts';
import type { Session } from '../state/records.ts';
import { findMembership } from './organization-members.ts';
import { permissionsOfRole } from './organization-roles.ts';

/** A session token with the claims of the session's active organisation, or of the one given. */
export function issueSessionToken(
  context: EmulatorContext,
  session: Session,
  { lifeSeconds, organizationId = session.lastActiveOrganizationId }: TokenOptions = {},
): Promise<string> {
  const claims = organizationClaims(context, session.userId, organizationId);
  return context.tokens.signSessionToken(session, context.clock(), lifeSeconds, claims);
}

type TokenOptions = {
  lifeSeconds?: number | undefined;
  /** `null`: the personal account. */
  organizationId?: string | null | undefined;
};

/**
 * `o` and `fea` of version 2 (https://clerk.com/docs/guides/sessions/session-tokens). Each feature, a permission's
 * middle part, has a number in `fpm` whose bits, lowest first, tell which names of `per` it has. Clerk leaves its own
 * `org:sys_` permissions out of tokens.
 */
function organizationClaims(
  context: EmulatorContext,
  userId: string,
  organizationId: string | null,
): Record<string, unknown> {
  const { settings, organizations } = context.store;
  if (organizationId === null || !settings.organizations.enabled) return {};
  const organization = organizations.organizations.find(({ id }) => id === organizationId);
  const membership = organization && findMembership(context, organizationId, userId);
  if (!membership) return {};
  const own = permissionsOfRole(context, membership.role)
    .map((key) => key.split(':'))
    .flatMap(([, feature, name]) =>
      feature && name && !feature.startsWith('sys_') ? [{ feature, name }] : [],
    );
  const features = [...new Set(own.map(({ feature }) => feature))];
  const names = [...new Set(own.map(({ name }) => name))];
  const numbers = features.map((feature) =>
    own
      .filter((permission) => permission.feature === feature)
      .reduce((bits, { name }) => bits | (1n << BigInt(names.indexOf(name))), 0n),
  );
  return {
    ...(features.length > 0 ? { fea: features.map((feature) => `o:${feature}`).join(',') } : {}),
    o: {
      id: organization.id,
      slg: organization.slug,
      rol: membership.role.replace(/^org:/, ''),
      ...(features.length > 0 ? { per: names.join(','), fpm: numbers.join(',') } : {}),
    },
  };
}
