const locale = 'en-GB';

const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
const dayAndTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Time of day with seconds, e.g. `05:45:38`. */
export const formatTime = (instant: number): string => time.format(instant);

/**
 * `just now`, `5 minutes ago`, `yesterday`; the date when it is more than a week ago. All in milliseconds.
 */
export function formatAge(instant: number, now: number): string {
  const age = now - instant;
  if (age < minute) return relative.format(0, 'second');
  if (age < hour) return relative.format(-Math.floor(age / minute), 'minute');
  if (age < day) return relative.format(-Math.floor(age / hour), 'hour');
  if (age < 7 * day) return relative.format(-Math.floor(age / day), 'day');
  return dayAndTime.format(instant);
}
