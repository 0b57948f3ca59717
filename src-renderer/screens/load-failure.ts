import type { SetupProblem } from '../../src-contracts/connection.ts';
import type { ClerkLoadFailure } from '../clerk/load-clerk.ts';
import { text } from '../i18n/text.ts';

/** A load of Clerk that failed, in words. */
export const describeLoadFailure = (failure: ClerkLoadFailure): SetupProblem =>
  failure.reason === 'refused'
    ? {
        setting: text('clerk.name'),
        reason: text('clerk.refused', { message: failure.message }),
        remedy: text('clerk.refusedRemedy'),
      }
    : { setting: text('clerk.name'), reason: text('clerk.silent'), remedy: text('clerk.silentRemedy') };
