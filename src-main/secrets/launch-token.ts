import { randomBytes } from 'node:crypto';

/** SECURITY S06: 256 random bits, made on each launch; lives in memory, crosses only the two process borders it must. */
export const createLaunchToken = (): string => randomBytes(32).toString('base64url');
