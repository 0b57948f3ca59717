/** What users of the package see. Stands alone, so that it is also the package's type declaration. */

export type EmulatorOptions = {
  /** 0, the default, lets the operating system choose. */
  port?: number;
  /** Folder that keeps the state between runs; without it, everything is forgotten on close. */
  dataDir?: string;
  /** Milliseconds since the epoch. */
  clock?: () => number;
  /** Base-2 logarithm of scrypt's N; tests lower it to 1. */
  passwordCost?: number;
  /** Where `@clerk/clerk-js` and `@clerk/ui` are installed, or below; the current folder. */
  packagesDir?: string;
};

export type Emulator = {
  /** `http://127.0.0.1:PORT`: the Frontend API's proxy URL and the Backend API's base URL. */
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly issuer: string;
  close(): Promise<void>;
};

/** Starts an emulator on 127.0.0.1. Throws `EADDRINUSE` when the port is taken. */
export type CreateEmulator = (options?: EmulatorOptions) => Promise<Emulator>;

export type Message = { to: string; purpose: string; sentAt: number };

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Metadata = { [key: string]: Json };

export type SeedUser = {
  id?: string;
  /** Not needed with a number or a username. */
  emailAddresses?: string[];
  phoneNumbers?: string[];
  username?: string;
  password?: string;
  firstName?: string;
  lastName?: string;
  externalId?: string;
  publicMetadata?: Metadata;
  privateMetadata?: Metadata;
  unsafeMetadata?: Metadata;
};

export type Instance = {
  readonly name: string;
  /** clerk-js's proxy URL, the Backend API's base, and what a control client of this instance is made with. */
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly issuer: string;
  readonly jwtKey: string;
};

/** Makes requests fail on demand; see the guide. */
export type FaultRule = {
  api?: 'frontend' | 'backend' | 'jwks';
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path?: string;
  rate?: number;
  times?: number;
} & (
  | { kind: 'latency'; milliseconds: number }
  | { kind: 'status'; status: number; retryAfterSeconds?: number }
  | { kind: 'drop' }
  | { kind: 'hang' }
);

/** Drives a running emulator. Each call throws an Error that says what the emulator answered when that was no success. */
export type ControlClient = {
  readonly url: string;
  describe(): Promise<{
    url: string;
    publishableKey: string;
    secretKey: string;
    issuer: string;
    jwtKey: string;
  }>;
  /** Status and body of a Backend API call, e.g. `backendApi('GET', '/users')`. */
  backendApi(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }>;
  /** Newest first, optionally only those to one address. */
  listMessages(to?: string): Promise<Message[]>;
  newestCode(to: string): Promise<string | undefined>;
  clearMessages(): Promise<void>;
  listUsers(): Promise<{ id: string; name: string; emailAddress: string | null; activeSessions: number }[]>;
  listSessions(): Promise<
    { id: string; status: string; userId: string; clientId: string; expireAt: number }[]
  >;
  revokeSession(id: string): Promise<unknown>;
  /** Milliseconds since the epoch, or a text such as `2030-01-31T12:00:00Z`. */
  freezeClock(at: number | string): Promise<{ now: number }>;
  setClock(now: number | string): Promise<{ now: number }>;
  advanceClock(milliseconds: number): Promise<{ now: number }>;
  resetClock(): Promise<{ now: number }>;
  setFaults(...rules: FaultRule[]): Promise<unknown>;
  clearFaults(): Promise<void>;
  /** What an owner sets in Clerk's dashboard, e.g. `{ sessionMode: 'multi' }`; the guide lists the settings. */
  changeSettings(changes: Record<string, unknown>): Promise<unknown>;
  rotateKeys(options?: { removeOld?: boolean }): Promise<unknown>;
  /** Adds users: all of them, or none. */
  seed(seed: { users: SeedUser[] }): Promise<{ added: { id: string }[] }>;
  createInstance(options?: { name?: string; seed?: { users: SeedUser[] } }): Promise<Instance>;
  listInstances(): Promise<Instance[]>;
  removeInstance(name: string): Promise<void>;
  /** Back to the start: users, settings, clock, faults. */
  reset(): Promise<void>;
};

export type CreateControlClient = (url: string) => ControlClient;
