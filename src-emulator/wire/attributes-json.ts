import { isFirstFactorEnabled } from '../operations/first-factors.ts';
import { isIdentifierOn, listSignInIdentifiers } from '../operations/identification.ts';
import type { Settings } from '../state/settings.ts';

/** `user_settings.attributes`: what a user has, and what each of it is good for. */
export const attributesJson = (settings: Settings) => ({
  email_address: identifierAttribute(settings, 'email_address', {
    first_factors: ['email_code', 'email_link'],
    verifications: settings.emailVerifications,
  }),
  phone_number: identifierAttribute(settings, 'phone_number', {
    first_factors: ['phone_code'],
    verifications: ['phone_code'],
    used_for_second_factor: settings.phoneSecondFactor,
    second_factors: settings.phoneSecondFactor ? ['phone_code'] : [],
  }),
  username: identifierAttribute(settings, 'username'),
  web3_wallet: attribute(),
  first_name: demanded(settings.firstName),
  last_name: demanded(settings.lastName),
  password: isFirstFactorEnabled(settings, 'password') ? demanded(settings.password) : attribute(),
  authenticator_app: secondFactorAttribute('totp'),
  ticket: attribute({ enabled: true }),
  backup_code: secondFactorAttribute('backup_code'),
  passkey: settings.passkeys
    ? attribute({
        enabled: true,
        used_for_first_factor: true,
        first_factors: ['passkey'],
        verifications: ['passkey'],
      })
    : attribute(),
});

const settingOf = {
  email_address: 'emailAddress',
  phone_number: 'phoneNumber',
  username: 'username',
} as const;

function identifierAttribute(
  settings: Settings,
  name: keyof typeof settingOf,
  more: Partial<Attribute> = {},
): Attribute {
  if (!isIdentifierOn(settings, name)) return attribute();
  const { first_factors: firstFactors = [], verifications = [] } = more;
  return attribute({
    ...more,
    enabled: true,
    required: settings[settingOf[name]] === 'required',
    used_for_first_factor: listSignInIdentifiers(settings).includes(name),
    first_factors: firstFactors.filter((strategy) => isFirstFactorEnabled(settings, strategy)),
    verify_at_sign_up: verifications.length > 0,
  });
}

const demanded = (demand: 'off' | 'optional' | 'required'): Attribute =>
  attribute({ enabled: demand !== 'off', required: demand === 'required' });

const secondFactorAttribute = (strategy: string): Attribute =>
  attribute({ enabled: true, used_for_second_factor: true, second_factors: [strategy] });

const attribute = (settings: Partial<Attribute> = {}): Attribute => ({
  enabled: false,
  required: false,
  used_for_first_factor: false,
  first_factors: [],
  used_for_second_factor: false,
  second_factors: [],
  verifications: [],
  verify_at_sign_up: false,
  immutable: false,
  ...settings,
});

type Attribute = {
  enabled: boolean;
  required: boolean;
  used_for_first_factor: boolean;
  first_factors: string[];
  used_for_second_factor: boolean;
  second_factors: string[];
  verifications: string[];
  verify_at_sign_up: boolean;
  immutable: boolean;
};
