import { createOauthFlows, type OauthFlows } from './oauth-flows.ts';
import type { Client, Message, ProviderAccount, Session, SigningKey, State, User } from './records.ts';

const maximumMessages = 200;

/**
 * The state in memory, with the look-ups that operations need. Holds data only; rules live in operations/.
 */
export type Store = {
  readonly signingKey: SigningKey;
  readonly users: Map<string, User>;
  readonly clients: Map<string, Client>;
  readonly sessions: Map<string, Session>;
  readonly providerAccounts: ProviderAccount[];
  readonly oauth: OauthFlows;
  /** Newest first, optionally only those to one address. */
  listMessages(to?: string): Message[];
  /** Keeps the newest 200. */
  addMessage(message: Message): void;
  clearMessages(): void;
  /** The user who has verified this address (lower case). */
  findUserByEmail(emailAddress: string): User | undefined;
  listSessionsOfClient(clientId: string): Session[];
  listSessionsOfUser(userId: string): Session[];
  /** A copy for the data folder. */
  exportState(): State;
};

export function createStore(state: State): Store {
  const users = toMap(state.users);
  const clients = toMap(state.clients);
  const sessions = toMap(state.sessions);
  const { providerAccounts } = state;
  let messages = state.messages;

  return {
    signingKey: state.signingKey,
    users,
    clients,
    sessions,
    providerAccounts,
    oauth: createOauthFlows(),
    listMessages: (to) => messages.filter((message) => !to || message.to === to).reverse(),
    addMessage(message) {
      messages = [...messages, message].slice(-maximumMessages);
    },
    clearMessages() {
      messages = [];
    },
    findUserByEmail: (emailAddress) =>
      [...users.values()].find((user) =>
        user.emailAddresses.some(
          (email) => email.emailAddress === emailAddress && email.verification?.status === 'verified',
        ),
      ),
    listSessionsOfClient: (clientId) =>
      [...sessions.values()].filter((session) => session.clientId === clientId),
    listSessionsOfUser: (userId) => [...sessions.values()].filter((session) => session.userId === userId),
    exportState: () => ({
      version: 1,
      signingKey: state.signingKey,
      users: [...users.values()],
      clients: [...clients.values()],
      sessions: [...sessions.values()],
      messages,
      providerAccounts,
    }),
  };
}

const toMap = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));
