/** Entry of the bundle that the host runs in both worlds of every document. */
export { startIsolatedWorld } from './isolated-world.ts';
export { startMainWorld } from './main-world.ts';
