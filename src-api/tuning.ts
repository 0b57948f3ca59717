import type { Settings } from '../src-contracts/settings.ts';
import type { RateLimits } from './middleware/rate-limit.ts';

/** How long what Clerk said is used, in milliseconds, and how many requests are answered. */
export type ApiTuning = {
  /** SECURITY S21: a revoked session is refused at the latest this long after Clerk ended it. */
  sessionCacheMilliseconds: number;
  userCacheMilliseconds: number;
  rateLimits: RateLimits;
  /** Organisation whose administrators have the permissions of the role `admin`; nobody's when it is left out. */
  adminOrganization?: string;
};

const defaultSessionCacheSeconds = 5;
const defaultUserCacheSeconds = 60;
const defaultRateLimits = { perToken: 600, total: 60_000 };

/** The tuning that the settings ask for. */
export const tuningOf = (settings: Settings): ApiTuning => ({
  sessionCacheMilliseconds: (settings.FRONTDESK_SESSION_CACHE_SECONDS ?? defaultSessionCacheSeconds) * 1_000,
  userCacheMilliseconds: (settings.FRONTDESK_USER_CACHE_SECONDS ?? defaultUserCacheSeconds) * 1_000,
  rateLimits: {
    perToken: settings.FRONTDESK_RATE_LIMIT_PER_TOKEN ?? defaultRateLimits.perToken,
    total: settings.FRONTDESK_RATE_LIMIT_TOTAL ?? defaultRateLimits.total,
  },
  ...(settings.FRONTDESK_ADMIN_ORGANIZATION === undefined
    ? {}
    : { adminOrganization: settings.FRONTDESK_ADMIN_ORGANIZATION }),
});
