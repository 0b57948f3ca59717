import { newTokenWatch, noteToken, type TokenWatch } from '../clerk/session-token.ts';
import { counted, text } from '../i18n/text.ts';
import { secondsUntil } from '../ui/countdown.ts';
import { element, setText, svgElement } from '../ui/element.ts';
import { everySecond } from '../ui/timers.ts';
import type { Panel } from './screen.ts';

const radius = 22;
const circumference = 2 * Math.PI * radius;

/** Share of a token's life that is left, from 0 to 1. */
export function lifeLeft({ times }: TokenWatch, now: number): number {
  if (!times) return 0;
  const life = times.expiresAt - times.issuedAt;
  return life > 0 ? Math.min(1, Math.max(0, (times.expiresAt - now) / life)) : 0;
}

/** The life of the session token, second by second, and how often clerk-js has renewed it. */
export function createTokenGauge(readToken: () => string | undefined): Panel & { refresh: () => void } {
  const arc = svgElement('circle', {
    class: 'gauge-arc',
    cx: 26,
    cy: 26,
    r: radius,
    'stroke-dasharray': circumference,
  });
  const remaining = element('p', { class: 'gauge-remaining', role: 'timer', 'aria-live': 'off' });
  const refreshed = element('p', { class: 'gauge-refreshes', 'data-field': 'token-refreshes' });
  const gauge = element(
    'div',
    { class: 'gauge' },
    svgElement(
      'svg',
      { viewBox: '0 0 52 52', width: 52, height: 52, 'aria-hidden': 'true', focusable: 'false' },
      svgElement('circle', { class: 'gauge-track', cx: 26, cy: 26, r: radius }),
      arc,
    ),
    element('div', {}, element('p', { class: 'key-label' }, text('token.label')), remaining, refreshed),
  );

  let watch = newTokenWatch;
  const refresh = () => {
    const before = watch.refreshes;
    watch = noteToken(watch, readToken());
    setText(remaining, describeRemaining(watch, Date.now()));
    setText(refreshed, describeRefreshes(watch.refreshes));
    arc.setAttribute('stroke-dashoffset', String(circumference * (1 - lifeLeft(watch, Date.now()))));
    if (watch.refreshes > before) flash(gauge);
  };
  const stop = everySecond(refresh);
  return { element: gauge, refresh, dispose: stop };
}

export function describeRemaining({ times }: TokenWatch, now: number): string {
  if (!times) return text('token.none');
  const seconds = secondsUntil(times.expiresAt, now);
  return seconds === 0 ? text('token.expired') : text('token.remaining', { seconds });
}

export const describeRefreshes = (count: number): string =>
  count === 0
    ? text('token.notRefreshed')
    : counted(count, text('token.refreshedOnce'), text('token.refreshed', { count }));

function flash(gauge: HTMLElement): void {
  gauge.classList.remove('gauge-renewed');
  // The animation only starts again after a frame without its class.
  requestAnimationFrame(() => requestAnimationFrame(() => gauge.classList.add('gauge-renewed')));
}
