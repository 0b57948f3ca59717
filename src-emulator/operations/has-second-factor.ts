import type { User } from '../state/records.ts';

/** Whether signing in takes more than the first factor. Backup codes alone do not ask for one. */
export const hasSecondFactor = (user: User): boolean => user.totp?.verified ?? false;
