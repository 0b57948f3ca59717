import type { Session, User } from '@clerk/backend';
import { type ApiSession, type ApiUser, sessionStatusSchema } from '../../src-contracts/api-routes.ts';

/** SECURITY S25: the fields of a user that leave the API, each one named. */
export function describeUser(user: User): ApiUser {
  return {
    id: user.id,
    firstName: user.firstName,
    lastName: user.lastName,
    username: user.username,
    email: user.primaryEmailAddress?.emailAddress ?? null,
    imageUrl: user.imageUrl,
    createdAt: timestamp(user.createdAt),
    lastSignInAt: user.lastSignInAt === null ? null : timestamp(user.lastSignInAt),
  };
}

export function describeSession(session: Session, currentSessionId: string): ApiSession {
  const activity = session.latestActivity;
  return {
    id: session.id,
    status: sessionStatusSchema.parse(session.status),
    current: session.id === currentSessionId,
    createdAt: timestamp(session.createdAt),
    lastActiveAt: timestamp(session.lastActiveAt),
    expiresAt: timestamp(session.expireAt),
    device: activity
      ? {
          browser: activity.browserName ?? null,
          type: activity.deviceType ?? null,
          ipAddress: activity.ipAddress ?? null,
          city: activity.city ?? null,
          country: activity.country ?? null,
        }
      : null,
  };
}

/**
 * How a person is addressed: the first of first name, user name and local part of the e-mail address that is
 * there.
 */
export function greet({ firstName, username, email }: ApiUser): string {
  const name = firstName || username || email?.split('@')[0] || 'there';
  return `Hello, ${name}!`;
}

const timestamp = (milliseconds: number): string => new Date(milliseconds).toISOString();
