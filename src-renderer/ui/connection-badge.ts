import type { Connection } from '../../src-contracts/connection.ts';
import { type TextKey, text } from '../i18n/text.ts';
import { element } from './element.ts';

const labels = {
  emulator: ['connection.emulator', 'connection.emulator.meaning'],
  instance: ['connection.instance', 'connection.instance.meaning'],
  public: ['connection.public', 'connection.public.meaning'],
} as const satisfies Record<Connection, [TextKey, TextKey]>;

/** Says which Clerk the window is connected to, and in its title what that means. */
export function createConnectionBadge(connection: Connection): HTMLElement {
  const [label, meaning] = labels[connection];
  return element(
    'span',
    { class: 'badge', 'data-connection': connection, title: text(meaning) },
    element('span', { class: 'visually-hidden' }, `${text('connection.label')} `),
    text(label),
  );
}

/** One sentence about the connection. */
export const describeConnection = (connection: Connection): string => text(labels[connection][1]);
