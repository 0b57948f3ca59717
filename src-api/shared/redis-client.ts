/**
 * The Redis client. It is a third of the API, and few deployments use it: import it dynamically, since the build makes a
 * file of its own of this module, `redis-client.mjs` beside the bundle.
 */
export { createClient } from '@redis/client';
