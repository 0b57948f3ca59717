import type { EmulatorContext } from '../context.ts';
import type { Session, User } from '../state/records.ts';
import { userJson } from '../wire/user-json.ts';
import type { ShortcodeValues } from './shortcodes.ts';

/** What `{{user.…}}` and the like stand for in a template. */
export function shortcodeValues(context: EmulatorContext, user: User, session: Session): ShortcodeValues {
  const json = userJson(context, user);
  const email = json.email_addresses.find(({ id }) => id === json.primary_email_address_id);
  return {
    user: {
      ...json,
      full_name: [user.firstName, user.lastName].filter(Boolean).join(' '),
      primary_email_address: email?.email_address ?? null,
      email_verified: email?.verification?.status === 'verified',
      primary_phone_number: null,
      phone_number_verified: false,
      primary_web3_wallet: null,
    },
    session: { id: session.id },
  };
}
