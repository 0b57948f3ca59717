import type { WindowConfig } from '../../src-contracts/window-state.ts';
import { createConnectionBadge } from './connection-badge.ts';
import { element } from './element.ts';
import { createLogo } from './logo.ts';

/** The banner: logo, connection when it is known, and the tools of a screen. */
export const createPageHeader = (config: WindowConfig | undefined, ...tools: Node[]): HTMLElement =>
  element(
    'header',
    { class: 'header' },
    createLogo(),
    config ? createConnectionBadge(config.connection) : undefined,
    element('div', { class: 'header-tools' }, ...tools),
  );
