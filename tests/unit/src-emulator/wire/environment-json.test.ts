import { expect, it } from 'vitest';
import { environmentJson } from '../../../../src-emulator/wire/environment-json.ts';
import { createContext } from '../fixtures.ts';

const environment = environmentJson((await createContext()).context);
const { attributes } = environment.user_settings;

it('has all attributes, since a missing one blanks the prebuilt sign-in', () => {
  expect(Object.keys(attributes).sort()).toStrictEqual([
    'authenticator_app',
    'backup_code',
    'email_address',
    'first_name',
    'last_name',
    'passkey',
    'password',
    'phone_number',
    'ticket',
    'username',
    'web3_wallet',
  ]);
});

it('offers only what the emulator does', () => {
  const enabled = Object.entries(attributes).filter(([, attribute]) => attribute.enabled);
  expect(enabled.map(([name]) => name).sort()).toStrictEqual([
    'authenticator_app',
    'backup_code',
    'email_address',
    'first_name',
    'last_name',
    'password',
    'ticket',
  ]);
  expect(Object.keys(environment.user_settings.social)).toContain('oauth_google');
  expect(environment.user_settings.sign_in.second_factor.required).toBe(false);
  expect(environment.organization_settings.enabled).toBe(false);
  expect(environment.user_settings.sign_up.captcha_enabled).toBe(false);
});

it('is a development instance without badges or ribbons', () => {
  expect(environment.display_config).toMatchObject({
    instance_environment_type: 'development',
    branded: false,
    show_devmode_warning: false,
  });
});
