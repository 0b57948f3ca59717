import { defaultIdentity } from '../../src-emulator/instance.ts';

/** Clerk's secret keys are `sk_live_` or `sk_test_` and some forty characters; code names the bare prefixes only. */
const secretKeys = /sk_(?:live|test)_\w{8,}/g;

/**
 * Looks for Clerk secret keys. A demo package carries the emulator and with it the emulator's own, public one.
 * @returns one line per finding that names the file and never the key
 */
export function findSecretKeys(files: ReadonlyMap<string, Buffer>): string[] {
  return [...files].flatMap(([path, content]) =>
    [...content.toString('latin1').matchAll(secretKeys)]
      .filter(([key]) => key !== defaultIdentity.secretKey)
      .map(({ index }) => `${path} holds a secret key at byte ${index}`),
  );
}

/** @returns the paths that have no place in a package: dependencies, sources, source maps, settings */
export const findForeignFiles = (paths: Iterable<string>): string[] =>
  [...paths].filter((path) =>
    /(^|\/)(node_modules|src[^/]*|tests|\.env[^/]*)(\/|$)|\.(map|tsx?)$/.test(path),
  );

/** @returns the scripts and styles that carry their sources inside */
export const findInlineSourceMaps = (files: ReadonlyMap<string, Buffer>): string[] =>
  [...files].filter(([, content]) => content.includes('sourceMappingURL=data:')).map(([path]) => path);
