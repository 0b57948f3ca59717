import { type Access, exportAccess, openAccess } from './access-records.ts';
import type { DevBrowser } from './dev-browser-records.ts';
import { createOauthFlows, type OauthFlows } from './oauth-flows.ts';
import type { OrganizationsState } from './organization-records.ts';
import type { Platform } from './platform-records.ts';
import type {
  Client,
  Message,
  ProviderAccount,
  RetiredKey,
  Session,
  SigningKey,
  Snapshot,
  State,
  User,
} from './records.ts';
import type { Settings } from './settings.ts';
import { createSingleUse, type SingleUse } from './single-use.ts';
import { isHeld } from './verification-records.ts';
import type { Webhooks } from './webhook-records.ts';

const maximumMessages = 200;

type Handshake = { readonly cookies: readonly string[]; readonly expireAt: number };

/**
 * The state in memory, with the look-ups that operations need. Holds data only; rules live in operations/.
 */
export type Store = {
  readonly signingKey: SigningKey;
  /** Newest first. */
  readonly retiredKeys: readonly RetiredKey[];
  setKeys(signingKey: SigningKey, retiredKeys: RetiredKey[]): void;
  readonly settings: Settings;
  setSettings(settings: Settings): void;
  readonly users: Map<string, User>;
  readonly clients: Map<string, Client>;
  readonly sessions: Map<string, Session>;
  readonly providerAccounts: ProviderAccount[];
  readonly oauth: OauthFlows;
  readonly webhooks: Webhooks;
  readonly access: Access;
  readonly organizations: OrganizationsState;
  readonly platform: Platform;
  readonly devBrowsers: Map<string, DevBrowser>;
  /** Cookies that an application fetches by the nonce of a handshake. */
  readonly handshakes: SingleUse<Handshake>;
  /** Grows when the whole state is replaced: what came and went by that did not happen. */
  readonly generation: number;
  /** Newest first, optionally only those to one address. */
  listMessages(to?: string): Message[];
  /** Keeps the newest 200. */
  addMessage(message: Message): void;
  clearMessages(): void;
  /** The user who has verified this address (lower case), or for whom it is reserved. */
  findUserByEmail(emailAddress: string): User | undefined;
  /** The same for a number (E.164). */
  findUserByPhone(phoneNumber: string): User | undefined;
  /** In lower case. */
  findUserByUsername(username: string): User | undefined;
  findUserByExternalId(externalId: string): User | undefined;
  listSessionsOfClient(clientId: string): Session[];
  listSessionsOfUser(userId: string): Session[];
  /** A copy for the data folder. */
  exportState(): State;
  /** Takes over everything but the keys; the maps stay the same objects. */
  replaceState(next: Snapshot): void;
};

export function createStore(state: State): Store {
  const users = toMap(state.users);
  const clients = toMap(state.clients);
  const sessions = toMap(state.sessions);
  let { messages, settings, signingKey, retiredKeys } = state;
  const { providerAccounts } = state;
  let oauth = createOauthFlows();
  let access = openAccess(state.access);
  let { webhooks, organizations, platform } = state;
  const devBrowsers = toMap(state.devBrowsers);
  const handshakes = createSingleUse<Handshake>();
  let generation = 0;

  function findUser(isWanted: (user: User) => boolean): User | undefined {
    for (const user of users.values()) if (isWanted(user)) return user;
    return undefined;
  }

  return {
    get signingKey() {
      return signingKey;
    },
    get retiredKeys() {
      return retiredKeys;
    },
    setKeys(nextSigningKey, nextRetiredKeys) {
      signingKey = nextSigningKey;
      retiredKeys = nextRetiredKeys;
    },
    get settings() {
      return settings;
    },
    setSettings(next) {
      settings = next;
    },
    users,
    clients,
    sessions,
    providerAccounts,
    get oauth() {
      return oauth;
    },
    get webhooks() {
      return webhooks;
    },
    get organizations() {
      return organizations;
    },
    get platform() {
      return platform;
    },
    devBrowsers,
    handshakes,
    get access() {
      return access;
    },
    get generation() {
      return generation;
    },
    listMessages: (to) => messages.filter((message) => !to || message.to === to).reverse(),
    addMessage(message) {
      messages = [...messages, message].slice(-maximumMessages);
    },
    clearMessages() {
      messages = [];
    },
    findUserByEmail: (emailAddress) =>
      findUser((user) =>
        user.emailAddresses.some((email) => email.emailAddress === emailAddress && isHeld(email)),
      ),
    findUserByPhone: (phoneNumber) =>
      findUser((user) =>
        user.phoneNumbers.some((phone) => phone.phoneNumber === phoneNumber && isHeld(phone)),
      ),
    findUserByUsername: (username) => findUser((user) => user.username === username),
    findUserByExternalId: (externalId) => findUser((user) => user.externalId === externalId),
    listSessionsOfClient: (clientId) =>
      [...sessions.values()].filter((session) => session.clientId === clientId),
    listSessionsOfUser: (userId) => [...sessions.values()].filter((session) => session.userId === userId),
    exportState: () => ({
      version: 1,
      signingKey,
      retiredKeys,
      settings,
      users: [...users.values()],
      clients: [...clients.values()],
      sessions: [...sessions.values()],
      messages,
      providerAccounts,
      webhooks,
      access: exportAccess(access),
      organizations,
      platform,
      devBrowsers: [...devBrowsers.values()],
    }),
    replaceState(next) {
      refill(users, next.users);
      refill(clients, next.clients);
      refill(sessions, next.sessions);
      providerAccounts.splice(0, Infinity, ...next.providerAccounts);
      oauth = createOauthFlows();
      webhooks = next.webhooks;
      access = openAccess(next.access);
      organizations = next.organizations;
      platform = next.platform;
      refill(devBrowsers, next.devBrowsers);
      generation += 1;
      messages = next.messages;
      settings = next.settings;
    },
  };
}

const toMap = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

function refill<Row extends { id: string }>(map: Map<string, Row>, rows: readonly Row[]): void {
  map.clear();
  for (const row of rows) map.set(row.id, row);
}
