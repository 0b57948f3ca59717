/**
 * The instance this emulator stands for. Nothing here is secret: the keys are the same for everybody,
 * everywhere.
 */
export const emulatorVersion =
  typeof __FRONTDESK_VERSION__ === 'string' ? __FRONTDESK_VERSION__ : '0.0.0-source';

export const frontendApiHost = 'clerk.emulator.localhost';

/**
 * Publishable key: the base64 of the Frontend API host and a `$`, padding stripped, as Clerk's own keys are.
 */
export const publishableKey = `pk_test_${btoa(`${frontendApiHost}$`).replace(/=+$/, '')}`;

export const secretKey = 'sk_test_frontdesk_emulator_this_is_not_a_secret';

/** `iss` of every session token; an API derives the same value from the publishable key. */
export const issuer = `https://${frontendApiHost}`;

/** Names the instance in webhooks. */
export const instanceId = 'ins_FrontdeskEmulator0000000000';

export const applicationName = 'Frontdesk';
