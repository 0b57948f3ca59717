import { text } from '../i18n/text.ts';
import { element, setText } from '../ui/element.ts';
import { createMark } from '../ui/logo.ts';
import { createPageHeader } from '../ui/page-header.ts';
import { createPage, type Screen } from './screen.ts';

const slowAfterMilliseconds = 2_000;

/** Shown while the application and Clerk start. Says so when that takes long. */
export function createStartingScreen(): Screen {
  const status = element('p', { class: 'lead', role: 'status' }, text('starting.status'));
  const timer = setTimeout(() => setText(status, text('starting.slow')), slowAfterMilliseconds);
  return {
    element: createPage(
      { name: 'starting', title: text('starting.title'), header: createPageHeader(undefined) },
      element(
        'div',
        { class: 'centred' },
        element('div', { class: 'bell bell-ringing' }, createMark(72)),
        element('h1', { class: 'display' }, text('starting.title')),
        status,
      ),
    ),
    dispose: () => clearTimeout(timer),
  };
}
