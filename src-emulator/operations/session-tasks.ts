import type { EmulatorContext } from '../context.ts';
import type { Client, Session, SessionTask, User } from '../state/records.ts';
import type { Store } from '../state/store.ts';
import { hasSecondFactor } from './has-second-factor.ts';

type Chosen = Pick<Session, 'lastActiveOrganizationId'>;

/** Whether somebody who signs in has this task to do, and has not done it yet. */
const isOpen: Record<SessionTask, (store: Store, user: User, session: Chosen) => boolean> = {
  'reset-password': (_store, user) => user.passwordCompromised,
  'setup-mfa': ({ settings }, user) => settings.secondFactorRequired && !hasSecondFactor(user),
  'choose-organization': ({ settings: { organizations } }, _user, session) =>
    organizations.enabled && organizations.forceSelection && !session.lastActiveOrganizationId,
};

/** In the order in which Clerk asks for them. */
const order: readonly SessionTask[] = ['choose-organization', 'reset-password', 'setup-mfa'];

/** What has to be done in a new session of `user` before it is active. */
export const listTasks = (store: Store, user: User, session: Chosen): SessionTask[] =>
  order.filter((task) => isOpen[task](store, user, session));

/** Strikes off what has been done meanwhile; a session with nothing left to do is active. */
export function settleTasks({ store, clock }: EmulatorContext, client: Client): void {
  for (const session of store.listSessionsOfClient(client.id)) {
    const user = session.tasks.length > 0 ? store.users.get(session.userId) : undefined;
    if (!user) continue;
    const left = session.tasks.filter((task) => isOpen[task](store, user, session));
    if (left.length === session.tasks.length) continue;
    session.tasks = left;
    session.updatedAt = clock();
  }
}
