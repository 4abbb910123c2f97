import { addDays, daysBetween, localDayOf } from '@formwright/formula';
import type { Locale } from '@formwright/metadata';

/** How moments, days and numbers read for one person. */
export interface Format {
  /** 1,234.5 */
  number: (value: number) => string;
  /** 123 万 or 1.2m, for figures on tiles. */
  compact: (value: number) => string;
  /** 11-25, or 2027-01-05 in another year. */
  day: (day: string) => string;
  /** 今天, 明天, 逾期 2 天 or the day. */
  dueDay: (day: string) => { text: string; tone: 'late' | 'today' | 'later' };
  /** 09:42 today, 昨天 09:42, 11-20 09:42. */
  moment: (iso: string) => string;
  /** 2026-11-22 09:42 */
  fullMoment: (iso: string) => string;
  /** 38 分钟, 2 小时, 3 天. */
  span: (fromIso: string, toIso?: string) => string;
  today: () => string;
}

/** The format of a language in a time zone; `now` is asked on every call. */
export function createFormat(locale: Locale, timeZone: string, now: () => Date = () => new Date()): Format {
  const zh = locale === 'zh-CN';
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const compacts = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const dayOf = (date: Date) => localDayOf(date.toISOString(), timeZone);
  const today = () => dayOf(now());
  const day = (value: string) => shortDay(value, today(), zh);
  const moment = (iso: string) => {
    const at = new Date(iso);
    const on = dayOf(at);
    if (on === today()) return clock.format(at);
    if (on === addDays(today(), -1)) return `${zh ? '昨天' : 'Yesterday'} ${clock.format(at)}`;
    return `${day(on)} ${clock.format(at)}`;
  };
  return {
    number: (value) => numbers.format(value),
    compact: (value) => compacts.format(value),
    day,
    dueDay: (value) => dueDay(value, { today: today(), zh, day }),
    moment,
    fullMoment: (iso) => `${dayOf(new Date(iso))} ${clock.format(new Date(iso))}`,
    span: (from, to) => spanText((to ? new Date(to) : now()).getTime() - new Date(from).getTime(), zh),
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
  { today, zh, day }: { today: string; zh: boolean; day: (value: string) => string },
): ReturnType<Format['dueDay']> {
  const away = daysBetween(today, value);
  if (away < 0) return { text: zh ? `逾期 ${-away} 天` : `${-away} ${away === -1 ? 'day' : 'days'} late`, tone: 'late' };
  if (away === 0) return { text: zh ? '今天' : 'Today', tone: 'today' };
  return { text: away === 1 ? (zh ? '明天' : 'Tomorrow') : day(value), tone: 'later' };
}

function spanText(milliseconds: number, zh: boolean): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes < 1) return zh ? '不到 1 分钟' : 'under a minute';
  if (minutes < 60) return zh ? `${minutes} 分钟` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return zh ? `${hours} 小时` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return zh ? `${days} 天` : `${days} days`;
}
