/** Reads what `npm test` found on this machine. */
const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with npm test, which finds it.`);
  return value;
};

export const chromiumPath = () => required('CHROMIUM_BIN');
export const electronPath = () => required('ELECTRON_BIN');
/** Whether the desktop tests run on Electron itself, not on the host that stands in for it. */
export const isRealElectron = () => required('FRONTDESK_TESTED_ON') === 'electron';
export const isRoot = process.getuid?.() === 0;

/**
 * Switches for a Chromium that behaves as a person's does: clerk-js handles failures in another way when it believes to
 * be automated. Nothing is looked up outside this machine.
 */
export const chromiumSwitches = [
  '--disable-blink-features=AutomationControlled',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  ...(isRoot ? ['--no-sandbox'] : []),
];
