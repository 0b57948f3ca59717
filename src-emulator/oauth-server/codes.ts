import { createHash } from 'node:crypto';
import type { EmulatorContext } from '../context.ts';
import { createRandomToken } from '../state/identifiers.ts';

const lifeMilliseconds = 10 * 60_000;

type Issued = {
  applicationId: string;
  /** As the request has named it; `undefined` when it has not. */
  redirectUri: string | undefined;
  userId: string;
  /** The organisation that the token is about. */
  organizationId: string | null;
  scopes: string;
  codeChallenge: string | undefined;
  nonce: string | undefined;
};

/** Authorisation codes: each works once, within ten minutes, and not after a restart. */
export type Codes = {
  issue(issued: Issued): string;
  /** `undefined` unless the code is good, for the address it was sent to and whoever holds the verifier. */
  redeem(
    code: string,
    proof: { applicationId: string; redirectUri: string | undefined; codeVerifier: string | undefined },
  ): Issued | undefined;
};

export function createCodes({ clock }: EmulatorContext): Codes {
  const codes = new Map<string, Issued & { expireAt: number }>();
  return {
    issue(issued) {
      const now = clock();
      for (const [code, { expireAt }] of codes) if (now >= expireAt) codes.delete(code);
      const code = createRandomToken();
      codes.set(code, { ...issued, expireAt: now + lifeMilliseconds });
      return code;
    },
    redeem(code, { applicationId, redirectUri, codeVerifier }) {
      const issued = codes.get(code);
      codes.delete(code);
      if (!issued || clock() >= issued.expireAt || issued.applicationId !== applicationId) return undefined;
      if (redirectUri !== issued.redirectUri) return undefined;
      if (issued.codeChallenge !== challengeOf(codeVerifier)) return undefined;
      return issued;
    },
  };
}

/** RFC 7636, S256. */
const challengeOf = (codeVerifier: string | undefined): string | undefined =>
  codeVerifier === undefined ? undefined : createHash('sha256').update(codeVerifier).digest('base64url');
