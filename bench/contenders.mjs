/**
 * @typedef {{ url: string, publishableKey: string, secretKey: string }} Clerk
 * @typedef {{ name: string, script: string, environment: (clerk: Clerk) => Record<string, string> }} Contender
 */

const clerkEnvironment = (/** @type {Clerk} */ clerk) => ({
  CLERK_PUBLISHABLE_KEY: clerk.publishableKey,
  CLERK_SECRET_KEY: clerk.secretKey,
  CLERK_API_URL: clerk.url,
  CLERK_TELEMETRY_DISABLED: '1',
});

/** What the others are compared with. @type {Contender} */
export const bareExpress = {
  name: 'bare Express hello',
  script: 'servers/express-hello.mjs',
  environment: () => ({}),
};

/** The built API as it ships, with all of its stack; only the limits are high enough not to be met. @type {Contender} */
export const frontdesk = {
  name: 'Frontdesk',
  script: '../out/api/index.js',
  environment: ({ url }) => ({
    FRONTDESK_EMULATOR_URL: url,
    FRONTDESK_PORT: '0',
    FRONTDESK_RATE_LIMIT_PER_TOKEN: '1000000000',
    FRONTDESK_RATE_LIMIT_TOTAL: '1000000000',
  }),
};

/** With keys of an instance, as the others start: without them it would ask the emulator for its own first. @type {Contender} */
export const frontdeskOfInstance = {
  ...frontdesk,
  environment: () => ({
    CLERK_PUBLISHABLE_KEY: `pk_test_${btoa('clerk.example.com$')}`,
    CLERK_SECRET_KEY: 'sk_test_benchmark',
    FRONTDESK_PORT: '0',
  }),
};

/** @type {Contender[]} */
export const contenders = [
  bareExpress,
  frontdesk,
  { name: '@clerk/express + getUser', script: 'servers/clerk-express.mjs', environment: clerkEnvironment },
  {
    name: '@clerk/fastify + user cache',
    script: 'servers/clerk-fastify.mjs',
    environment: clerkEnvironment,
  },
];
