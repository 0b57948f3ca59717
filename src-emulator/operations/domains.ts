import type { EmulatorContext } from '../context.ts';
import type { Domain } from '../state/platform-records.ts';

/** The instance's own domain, which stays as it is. */
export const primaryDomain = ({ instance }: EmulatorContext): Domain => ({
  id: 'dmn_FrontdeskEmulator0000000000',
  name: instance.frontendApiHost.replace(/^clerk\./, ''),
  isSatellite: false,
  proxyUrl: null,
  createdAt: 0,
  updatedAt: 0,
});

/** The own one and the satellites. */
export const findDomain = (context: EmulatorContext, id: string): Domain | undefined =>
  [primaryDomain(context), ...context.store.platform.domains].find((domain) => domain.id === id);
