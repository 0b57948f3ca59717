import { type TextKey, text } from '../i18n/text.ts';
import { createButton } from '../ui/button.ts';
import { secondsUntil } from '../ui/countdown.ts';
import { element, setText } from '../ui/element.ts';
import { retryIcon } from '../ui/icons.ts';
import { createMark } from '../ui/logo.ts';
import { createPageHeader } from '../ui/page-header.ts';
import { everySecond } from '../ui/timers.ts';
import type { ScreenView, Trouble } from './app-state.ts';
import { createPage, type Screen } from './screen.ts';

type UnavailableView = Extract<ScreenView, { name: 'unavailable' }>;

const titles = {
  api: 'unavailable.api',
  emulator: 'unavailable.emulator',
  clerk: 'unavailable.clerk',
} as const satisfies Record<Trouble['service'], TextKey>;

/**
 * Shown while something that the application needs does not answer. Later views of the same trouble go to
 * `update`.
 */
export function createUnavailableScreen(
  view: UnavailableView,
  retry: () => Promise<void>,
): Screen & { update: (view: UnavailableView) => void } {
  const title = element('h1', { class: 'display' });
  const lead = element('p', { class: 'lead' });
  const reason = element('p', { class: 'problem-title' });
  const remedy = element('p');
  const code = element('p', { class: 'problem-reference' });
  const box = element('div', { class: 'card', role: 'alert' }, reason, remedy, code);
  const countdown = element('p', { class: 'countdown', role: 'timer', 'aria-live': 'off' });
  const button = createButton(text('action.retryNow'), retry, { kind: 'primary', icon: retryIcon() });

  let current = view;
  const showCountdown = () => setText(countdown, describeNextTry(current, Date.now()));
  const update = (next: UnavailableView) => {
    current = next;
    const { service, problem } = next.trouble;
    setText(title, text(titles[service]));
    setText(lead, next.isSignedIn ? text('unavailable.keepsSession') : text('unavailable.lead'));
    setText(reason, `${problem.setting}: ${problem.reason}.`.replace(/\.\.$/, '.'));
    setText(remedy, problem.remedy);
    box.dataset.problemCode = `${service}-unavailable`;
    setText(code, text('problem.referenceWithoutRequest', { code: `${service}-unavailable` }));
    showCountdown();
  };
  update(view);
  const stop = everySecond(showCountdown);

  return {
    element: createPage(
      { name: 'unavailable', title: text('unavailable.title'), header: createPageHeader(undefined) },
      element(
        'div',
        { class: 'centred' },
        element('div', { class: 'bell bell-silent' }, createMark(72)),
        title,
        lead,
        box,
        button,
        countdown,
      ),
    ),
    update,
    dispose: stop,
  };
}

/** When the next try comes, or that one is under way; empty when none comes by itself. */
export function describeNextTry({ trouble, isRetrying }: UnavailableView, now: number): string {
  if (isRetrying) return text('unavailable.retrying');
  if (trouble.retryAt === undefined) return '';
  const seconds = secondsUntil(trouble.retryAt, now);
  return seconds === 0 ? text('unavailable.retrying') : text('unavailable.nextTry', { seconds });
}
