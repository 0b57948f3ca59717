import type { EmulatorContext } from '../context.ts';
import { factorVerificationAge } from '../crypto/tokens.ts';
import { issueSessionToken } from '../operations/session-tokens.ts';
import { isLive, statusOf } from '../operations/sessions.ts';
import type { Activity, Session } from '../state/records.ts';
import { publicUserDataJson, userJson } from './user-json.ts';

const coreJson = (session: Session, now: number) => ({
  object: 'session',
  id: session.id,
  status: statusOf(session, now),
  expire_at: session.expireAt,
  abandon_at: session.abandonAt,
  last_active_at: session.lastActiveAt,
  actor: session.actor,
});

const tasksJson = ({ tasks }: Session) => (tasks.length > 0 ? tasks.map((key) => ({ key })) : null);

export const tokenJson = (jwt: string) => ({ object: 'token', jwt });

/**
 * The session as the Frontend API shows it to its own client: with the user and, while it lasts, a fresh
 * token.
 */
export async function sessionJson(context: EmulatorContext, session: Session) {
  const { store, clock } = context;
  const now = clock();
  const user = store.users.get(session.userId);
  return {
    ...coreJson(session, now),
    tasks: tasksJson(session),
    last_active_organization_id: session.lastActiveOrganizationId,
    last_active_token: isLive(session, now) ? tokenJson(await issueSessionToken(context, session)) : null,
    factor_verification_age: factorVerificationAge(session, now),
    user: user ? userJson(context, user) : null,
    public_user_data: user ? publicUserDataJson(context, user) : null,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
  };
}

/** One row of a user's devices. */
export const sessionWithActivityJson = (session: Session, now: number) => ({
  ...coreJson(session, now),
  latest_activity: activityJson(session.activity, session.id),
  created_at: session.createdAt,
  updated_at: session.updatedAt,
});

/** The session as the Backend API shows it. */
export const backendSessionJson = (session: Session, now: number) => ({
  ...coreJson(session, now),
  user_id: session.userId,
  client_id: session.clientId,
  last_active_organization_id: session.lastActiveOrganizationId,
  latest_activity: activityJson(session.activity, session.id),
  tasks: tasksJson(session),
  created_at: session.createdAt,
  updated_at: session.updatedAt,
});

/** A session that the Backend API made has no device; Clerk's components still read the object. */
const activityJson = (activity: Activity | null, sessionId: string) => ({
  object: 'session_activity',
  id: activity?.id ?? sessionId.replace('sess_', 'sact_'),
  ...(activity?.deviceType ? { device_type: activity.deviceType } : {}),
  is_mobile: activity?.isMobile ?? false,
  ...(activity?.browserName ? { browser_name: activity.browserName } : {}),
  ...(activity?.browserVersion ? { browser_version: activity.browserVersion } : {}),
  ...(activity ? { ip_address: activity.ipAddress, city: 'This computer' } : {}),
});
