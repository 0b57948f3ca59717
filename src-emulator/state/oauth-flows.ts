/** What waits for a person's decision at a provider. */
export type OauthFlow = {
  readonly providerId: string;
  readonly codeVerifier: string;
  readonly clientId: string;
  /** Who asked for it, as a session remembers it. */
  readonly caller: {
    readonly origin: string | null;
    readonly userAgent: string;
    readonly ipAddress: string;
  };
  readonly redirectUrl: string;
  readonly purpose:
    | { readonly kind: 'sign_in'; readonly id: string }
    | { readonly kind: 'sign_up'; readonly id: string }
    | { readonly kind: 'connect'; readonly userId: string; readonly externalAccountId: string };
  readonly expireAt: number;
};

type AuthorizationCode = {
  readonly providerId: string;
  readonly accountId: string;
  readonly codeChallenge: string;
  readonly scope: string;
  readonly expireAt: number;
};

type Nonce = { readonly clientId: string; readonly expireAt: number };

/** Values that are taken once, and not after `expireAt` (milliseconds since the epoch). */
export type SingleUse<Value> = {
  put(key: string, now: number, value: Value): void;
  take(key: string, now: number): Value | undefined;
};

/** Flows between the emulated instance and a provider. Kept in memory only: a restart ends them. */
export type OauthFlows = {
  /** By `state`. */
  readonly flows: SingleUse<OauthFlow>;
  readonly codes: SingleUse<AuthorizationCode>;
  /** By `rotating_token_nonce`. */
  readonly nonces: SingleUse<Nonce>;
};

export const createOauthFlows = (): OauthFlows => ({
  flows: createSingleUse(),
  codes: createSingleUse(),
  nonces: createSingleUse(),
});

function createSingleUse<Value extends { readonly expireAt: number }>(): SingleUse<Value> {
  const values = new Map<string, Value>();
  return {
    put(key, now, value) {
      for (const [other, { expireAt }] of values) if (now >= expireAt) values.delete(other);
      values.set(key, value);
    },
    take(key, now) {
      const value = values.get(key);
      values.delete(key);
      return value && now < value.expireAt ? value : undefined;
    },
  };
}
