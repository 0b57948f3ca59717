import type { Settings } from '../src-contracts/settings.ts';

/** How long what Clerk said is used, in milliseconds. */
export type ApiTuning = {
  /** SECURITY S21: a revoked session is refused at the latest this long after Clerk ended it. */
  sessionCacheMilliseconds: number;
  userCacheMilliseconds: number;
};

const defaultSessionCacheSeconds = 5;
const defaultUserCacheSeconds = 60;

/** The tuning that the settings ask for. */
export const tuningOf = (settings: Settings): ApiTuning => ({
  sessionCacheMilliseconds: (settings.FRONTDESK_SESSION_CACHE_SECONDS ?? defaultSessionCacheSeconds) * 1_000,
  userCacheMilliseconds: (settings.FRONTDESK_USER_CACHE_SECONDS ?? defaultUserCacheSeconds) * 1_000,
});
