import type { InstanceIdentity } from '../instance.ts';
import { createId } from '../state/identifiers.ts';
import type { RetiredKey } from '../state/records.ts';
import type { Store } from '../state/store.ts';
import { createSigningKey, createTokens, type Tokens } from './tokens.ts';

/** More than anybody rotates by hand; client tokens signed by older ones are no longer known. */
const maximumRetired = 10;

type KeyDescription = {
  readonly kid: string;
  /** `signing` signs; `published` no longer signs, but its tokens still verify; `removed` left the key set. */
  readonly state: 'signing' | 'published' | 'removed';
};

/** The instance's keys over time. `tokens` always signs with the newest one. */
export type KeyRing = {
  readonly tokens: Tokens;
  /** Newest first. */
  list(): KeyDescription[];
  /** Makes a new signing key. The one before stays in the key set, unless `removeOld`. */
  rotate(removeOld: boolean): Promise<void>;
  /** Takes a retired key out of the key set; `false` when there is none with this id. */
  remove(kid: string): boolean;
};

type Retired = { record: RetiredKey; tokens: Tokens };

export async function createKeyRing(store: Store, identity: InstanceIdentity): Promise<KeyRing> {
  let current = await createTokens(store.signingKey, identity);
  let retired: Retired[] = await Promise.all(
    store.retiredKeys.map(async (record) => ({ record, tokens: await createTokens(record, identity) })),
  );

  const tokens: Tokens = {
    get jwtKey() {
      return current.jwtKey;
    },
    get jwks() {
      const published = retired.filter(({ record }) => record.published);
      return {
        keys: [current, ...published.map((entry) => entry.tokens)].flatMap((entry) => entry.jwks.keys),
      };
    },
    signSessionToken: (session, now, lifeSeconds = store.settings.sessionTokenSeconds, claims) =>
      current.signSessionToken(session, now, lifeSeconds, claims),
    signClaims: (...parameters) => current.signClaims(...parameters),
    async readClaims(token, now) {
      const published = retired.filter(({ record }) => record.published);
      for (const entry of [current, ...published.map((one) => one.tokens)]) {
        const claims = await entry.readClaims(token, now);
        if (claims) return claims;
      }
      return undefined;
    },
    signClientToken: (...parameters) => current.signClientToken(...parameters),
    signTicket: (claims) => current.signTicket(claims),
    async readTicket(ticket) {
      for (const entry of [current, ...retired.map((one) => one.tokens)]) {
        const claims = await entry.readTicket(ticket);
        if (claims) return claims;
      }
      return undefined;
    },
    // A client token stands for an installation and outlives keys: also one that left the key set is known here.
    async readClientToken(token) {
      for (const entry of [current, ...retired.map((one) => one.tokens)]) {
        const claims = await entry.readClientToken(token);
        if (claims) return claims;
      }
      return undefined;
    },
  };

  return {
    tokens,
    list: () => [
      { kid: store.signingKey.kid, state: 'signing' },
      ...retired.map(
        ({ record }): KeyDescription => ({
          kid: record.kid,
          state: record.published ? 'published' : 'removed',
        }),
      ),
    ],
    async rotate(removeOld) {
      const signingKey = await createSigningKey(createId('ins'));
      const next = await createTokens(signingKey, identity);
      const old: Retired = { record: { ...store.signingKey, published: !removeOld }, tokens: current };
      current = next;
      retired = [old, ...retired].slice(0, maximumRetired);
      store.setKeys(
        signingKey,
        retired.map(({ record }) => record),
      );
    },
    remove(kid) {
      const entry = retired.find(({ record }) => record.kid === kid);
      if (entry) entry.record.published = false;
      return entry !== undefined;
    },
  };
}
