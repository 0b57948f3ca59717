import type { WindowConfig } from '../../src-contracts/window-state.ts';
import { text } from '../i18n/text.ts';
import { describeConnection } from './connection-badge.ts';
import { element } from './element.ts';

/** What the window runs on. SECURITY S29: says so when this machine cannot keep a sign-in safely. */
export const createPageFooter = ({ version, connection, tokenStorage }: WindowConfig): HTMLElement =>
  element(
    'footer',
    { class: 'footer' },
    element('p', {}, text('footer.version', { version })),
    element('p', {}, describeConnection(connection)),
    tokenStorage === 'memory'
      ? element('p', { class: 'footer-notice', 'data-token-storage': 'memory' }, text('footer.memory'))
      : undefined,
  );
