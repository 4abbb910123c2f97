/** A calendar day as `YYYY-MM-DD`. */
export type CalendarDay = string;

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether a text is an existing day between the years 0001 and 9999, written `YYYY-MM-DD`. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Whether a text is an existing instant as `YYYY-MM-DDTHH:mm:ss[.sss]` with `Z` or an offset. */
export function isInstant(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)$/.exec(text);
  return match !== null && isCalendarDay(match[1] ?? '') && !Number.isNaN(Date.parse(text));
}

/** Whether a text names a time zone this machine knows. */
export function isTimeZone(zone: string): boolean {
  try {
    return zoneFormat(zone) !== undefined;
  } catch {
    return false;
  }
}

/** The day `days` later (earlier when negative). */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + Math.trunc(days) * dayMs).toISOString().slice(0, 10);
}

/** The same day of the month `months` later; the last day where the month is shorter. */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(2000, 0, 1));
  first.setUTCFullYear(year, month - 1 + Math.trunc(months), 1);
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  first.setUTCDate(Math.min(date, last.getUTCDate()));
  return first.toISOString().slice(0, 10);
}

/** Whole days from one day to another; negative when the second is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** Day of the week, 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: CalendarDay): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** The day that an instant falls on in a zone. */
export function localDayOf(instant: string | number, zone: string): CalendarDay {
  return localTimeOf(instant, zone).slice(0, 10);
}

/** The local time of an instant in a zone as `YYYY-MM-DDTHH:mm:ss`. */
export function localTimeOf(instant: string | number, zone: string): string {
  const parts = new Map(
    zoneFormat(zone)
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  );
  const get = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '00';
  return `${get('year').padStart(4, '0')}-${get('month')}-${get('day')}T${get('hour')}:${get('minute')}:${get('second')}`;
}

/** The instant (UTC ISO) of a local time in a zone; a time skipped by a clock change is moved on by the gap. */
export function instantOfLocal(day: CalendarDay, zone: string, time = '00:00:00'): string {
  const wanted = Date.parse(`${day}T${time}Z`);
  const offsetAt = (instant: number) => Date.parse(`${localTimeOf(instant, zone)}Z`) - instant;
  const first = wanted - offsetAt(wanted);
  const second = wanted - offsetAt(first);
  const instant = offsetAt(second) === wanted - second ? second : Math.max(first, second);
  return new Date(instant).toISOString();
}

function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, format);
  return format;
}
