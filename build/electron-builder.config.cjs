/**
 * What `npm run package` makes. Every bundle in out/ is self-contained, so the application carries no node_modules.
 * Built without a publishable key it is a demo package: it carries the local Clerk emulator.
 * @see https://www.electron.build/docs/configuration
 * @type {import('electron-builder').Configuration}
 */
module.exports = {
  appId: 'io.github.frontdesk-desktop.frontdesk',
  productName: 'Frontdesk',
  copyright: 'Copyright © 2026 Frontdesk contributors',
  extraMetadata: {
    homepage: 'https://github.com/frontdesk-desktop/frontdesk',
    desktopName: 'frontdesk.desktop',
  },
  directories: { output: 'dist', buildResources: 'build' },
  // SECURITY S26: a list of what goes in, never of what stays out; source maps stay out of the listed folders as well.
  files: ['package.json', 'out/{main,preload,renderer,api,emulator}/**', '!**/*.map', '!node_modules/**'],
  asar: true,
  npmRebuild: false,
  publish: null,
  icon: 'build/icon.png',
  protocols: [{ name: 'Frontdesk', schemes: ['frontdesk'] }],
  artifactName: `\${name}-\${version}-\${os}-\${arch}.\${ext}`,
  linux: {
    target: ['deb', 'AppImage', 'tar.gz'],
    executableName: 'frontdesk',
    syncDesktopName: true,
    icon: 'build/icons',
    category: 'Network;Utility',
    packageCategory: 'net',
    maintainer: 'Frontdesk contributors <frontdesk-desktop@users.noreply.github.com>',
    vendor: 'Frontdesk contributors',
    synopsis: 'Desktop sign-in with Clerk, greeted by a local API',
    description:
      'A reference desktop application for sign-in with Clerk: a window with the real clerk-js and ' +
      "Clerk's prebuilt sign-in, an API embedded on loopback, and a local Clerk emulator.",
    desktop: { entry: { Keywords: 'Clerk;sign-in;authentication;', StartupNotify: 'true' } },
  },
  win: { target: ['nsis'] },
  mac: { target: ['dmg'], category: 'public.app-category.utilities' },
};
