/**
 * The instances this emulator stands for. Nothing here is secret: the keys are the same for everybody,
 * everywhere.
 */
export const emulatorVersion =
  typeof __FRONTDESK_VERSION__ === 'string' ? __FRONTDESK_VERSION__ : '0.0.0-source';

/** What tells one emulated instance from another. */
export type InstanceIdentity = {
  /** `null` for the one that every emulator has. */
  readonly name: string | null;
  /** Names the instance in webhooks and in the Backend API. */
  readonly id: string;
  /** Part of the publishable key; no host answers there. */
  readonly frontendApiHost: string;
  /** The base64 of the Frontend API host and a `$`, padding stripped, as Clerk's own keys are. */
  readonly publishableKey: string;
  readonly secretKey: string;
  /** `iss` of every session token; an API derives the same value from the publishable key. */
  readonly issuer: string;
};

const defaultSecretKey = 'sk_test_frontdesk_emulator_this_is_not_a_secret';

/** Names that may stand in a host name and in a path. */
export const instanceNamePattern = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** The same name always makes the same keys. */
export function createIdentity(name: string | null): InstanceIdentity {
  const frontendApiHost = name === null ? 'clerk.emulator.localhost' : `clerk.${name}.emulator.localhost`;
  return {
    name,
    id: name === null ? 'ins_FrontdeskEmulator0000000000' : `ins_FrontdeskEmulator_${name}`,
    frontendApiHost,
    publishableKey: `pk_test_${btoa(`${frontendApiHost}$`).replace(/=+$/, '')}`,
    secretKey: name === null ? defaultSecretKey : `${defaultSecretKey}_${name}`,
    issuer: `https://${frontendApiHost}`,
  };
}

/** The instance that every emulator has. */
export const defaultIdentity = createIdentity(null);

export const applicationName = 'Frontdesk';
