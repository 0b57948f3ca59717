import { createSingleUse, type SingleUse } from './single-use.ts';

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
