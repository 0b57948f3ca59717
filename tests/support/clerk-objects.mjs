// Plain JavaScript, because the benchmark's Clerk is run by Node as it is.

/** A session in Clerk's Backend API. @param {string} id @param {number} time @param {object} fields */
export const sessionObject = (id, time, fields) => ({
  object: 'session',
  id,
  status: 'active',
  last_active_at: time,
  expire_at: time + 604_800_000,
  abandon_at: time + 2_592_000_000,
  created_at: time,
  updated_at: time,
  ...fields,
});

/** A user in Clerk's Backend API: Ada, but for `fields`. @param {string} id @param {number} time @param {object} fields */
export const userObject = (id, time, fields = {}) => ({
  object: 'user',
  id,
  first_name: 'Ada',
  last_name: 'Lovelace',
  username: null,
  image_url: 'https://img.example/ada.svg',
  has_image: false,
  primary_email_address_id: 'idn_1',
  email_addresses: [
    {
      object: 'email_address',
      id: 'idn_1',
      email_address: 'ada@example.com',
      verification: null,
      linked_to: [],
    },
  ],
  phone_numbers: [],
  web3_wallets: [],
  external_accounts: [],
  enterprise_accounts: [],
  public_metadata: {},
  private_metadata: {},
  unsafe_metadata: {},
  password_enabled: true,
  created_at: time,
  updated_at: time,
  last_sign_in_at: time,
  ...fields,
});
