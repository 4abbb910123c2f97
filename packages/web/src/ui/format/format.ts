import { addDays, daysBetween, localDayOf } from '@formwright/formula';
import type { Locale } from '@formwright/metadata';

/** How moments, days and numbers read for one person. */
export interface Format {
  /** 1,234.5 */
  number: (value: number) => string;
  /** In units of ten thousand or a million, for figures on tiles. */
  compact: (value: number) => string;
  /** The same with the sign of the currency (ISO 4217, CNY unless told). */
  compactMoney: (value: number, currency?: string) => string;
  /** 11-25, or 2027-01-05 in another year. */
  day: (day: string) => string;
  /** Today, tomorrow, how late, or the day. */
  dueDay: (day: string) => { text: string; tone: 'late' | 'today' | 'later' };
  /** 09:42 today, the day before it otherwise. */
  moment: (iso: string) => string;
  /** 2026-11-22 09:42 */
  fullMoment: (iso: string) => string;
  /** In minutes, hours or days. */
  span: (fromIso: string, toIso?: string) => string;
  today: () => string;
}

/** Gives a text of the namespace `format` by its key. */
export type Say = (key: string, values?: Record<string, number | string>) => string;

interface FormatInput {
  locale: Locale;
  /** IANA name. */
  timeZone: string;
  say: Say;
  /** Asked on every call; the clock unless told. */
  now?: () => Date;
}

/** The format of a language in a time zone. */
export function createFormat({ locale, timeZone, say, now = () => new Date() }: FormatInput): Format {
  const zh = locale === 'zh-CN';
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const dayOf = (date: Date) => localDayOf(date.toISOString(), timeZone);
  const today = () => dayOf(now());
  const day = (value: string) => shortDay(value, today(), zh);
  const moment = (iso: string) => {
    const at = new Date(iso);
    const on = dayOf(at);
    if (on === today()) return clock.format(at);
    if (on === addDays(today(), -1)) return say('yesterdayAt', { time: clock.format(at) });
    return `${day(on)} ${clock.format(at)}`;
  };
  return {
    number: (value) => numbers.format(value),
    compact: (value) => compactNumber(value, { locale, say }),
    compactMoney: (value, currency = 'CNY') =>
      `${value < 0 ? '-' : ''}${currencySign(currency, locale)}\u00a0${compactNumber(Math.abs(value), { locale, say })}`,
    day,
    dueDay: (value) => dueDay(value, { today: today(), say, day }),
    moment,
    fullMoment: (iso) => `${dayOf(new Date(iso))} ${clock.format(new Date(iso))}`,
    span: (from, to) => spanText((to ? new Date(to) : now()).getTime() - new Date(from).getTime(), say),
    today,
  };
}

function shortDay(day: string, today: string, zh: boolean): string {
  if (day.slice(0, 4) !== today.slice(0, 4)) return day;
  if (zh) return day.slice(5);
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

function dueDay(
  value: string,
  { today, say, day }: { today: string; say: Say; day: (value: string) => string },
): ReturnType<Format['dueDay']> {
  const away = daysBetween(today, value);
  if (away < 0) return { text: say('late', { count: -away }), tone: 'late' };
  if (away === 0) return { text: say('today'), tone: 'today' };
  return { text: away === 1 ? say('tomorrow') : day(value), tone: 'later' };
}

function spanText(milliseconds: number, say: Say): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 1) return say('underMinute');
  if (minutes < 60) return say('minutes', { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? say('hours', { count: hours }) : say('days', { count: Math.floor(hours / 24) });
}

/** The units people count in, largest first: 万 and 亿, or thousands, millions and billions. */
const units: Record<Locale, ReadonlyArray<[size: number, word: string]>> = {
  'zh-CN': [
    [1e8, 'hundredMillions'],
    [1e4, 'tenThousands'],
  ],
  en: [
    [1e9, 'billions'],
    [1e6, 'millions'],
    [1e3, 'thousands'],
  ],
};

function compactNumber(value: number, { locale, say }: { locale: Locale; say: Say }): string {
  const [unit, word] = units[locale].find(([size]) => Math.abs(value) >= size) ?? [1, undefined];
  const parts = Math.abs(value / unit);
  const maximumFractionDigits = parts >= 100 ? 0 : unit === 1e4 || parts >= 10 ? 1 : 2;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value / unit);
  return word === undefined ? number : say(word, { number });
}

function currencySign(currency: string, locale: Locale): string {
  const currencyDisplay = currency === 'CNY' ? 'narrowSymbol' : 'symbol';
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}
