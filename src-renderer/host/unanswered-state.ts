import type { WindowState } from '../../src-contracts/window-state.ts';
import { text } from '../i18n/text.ts';

/** The state of a host that gives no usable answer. */
export const unansweredState = (reason = text('host.noAnswer'), retryInSeconds?: number): WindowState => ({
  status: 'unavailable',
  service: 'api',
  problem: { setting: text('host.application'), reason, remedy: text('host.restart') },
  ...(retryInSeconds === undefined ? {} : { retryInSeconds }),
});
