import type { SetupProblem } from '../../src-contracts/connection.ts';
import { text } from '../i18n/text.ts';
import { createButton } from '../ui/button.ts';
import { element } from '../ui/element.ts';
import { keyIcon, retryIcon } from '../ui/icons.ts';
import { createPageHeader } from '../ui/page-header.ts';
import { createPage, type Screen } from './screen.ts';

/** Shown when the configured keys cannot be used: which setting, why, and how to mend it. */
export function createSetupProblemScreen(problem: SetupProblem, retry: () => Promise<void>): Screen {
  const row = (term: string, ...description: (Node | string)[]) =>
    element('div', {}, element('dt', {}, term), element('dd', {}, ...description));
  return {
    element: createPage(
      { name: 'setup-problem', title: text('setup.title'), header: createPageHeader(undefined) },
      element(
        'div',
        { class: 'centred' },
        element('div', { class: 'medallion' }, keyIcon()),
        element('h1', { class: 'display' }, text('setup.title')),
        element('p', { class: 'lead' }, text('setup.lead')),
        element(
          'div',
          { class: 'card', role: 'alert', 'data-problem-code': 'setup-problem' },
          element(
            'dl',
            { class: 'facts' },
            row(text('setup.setting'), element('code', {}, problem.setting)),
            row(text('setup.reason'), problem.reason),
            row(text('setup.remedy'), problem.remedy),
          ),
        ),
        createButton(text('action.retry'), retry, { kind: 'primary', icon: retryIcon() }),
      ),
    ),
    dispose: () => undefined,
  };
}
