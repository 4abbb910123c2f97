const day = 86_400_000;

/** Days since the first of January, from 1, by the UTC clock. */
export function dayOfYear(date: Date): number {
  return Math.floor((startOfDay(date) - yearStart(date.getUTCFullYear())) / day) + 1;
}

/** Midnight of the date's day. */
export function startOfDay(date: Date): number {
  return Math.floor(date.getTime() / day) * day;
}

/** The first moment of a year (also of years before 100). */
export function yearStart(year: number): number {
  return utcOf({ year });
}

/** Parts of a date; months and days beyond their range carry over. */
export type Parts = {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly millisecond?: number;
};

/** The milliseconds since 1970 of parts by the UTC clock. */
export function utcOf({ year, month = 1, day: dayOfMonth = 1, hour = 0, minute = 0, second = 0, millisecond = 0 }: Parts): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}

/** Monday 1 … Sunday 7. */
export function isoDayOfWeek(date: Date): number {
  return date.getUTCDay() || 7;
}

/** The year that the date's ISO week belongs to. */
export function isoWeekYear(date: Date): number {
  return new Date(startOfDay(date) + (4 - isoDayOfWeek(date)) * day).getUTCFullYear();
}

/** The ISO week, 1 to 53. */
export function isoWeek(date: Date): number {
  const thursday = startOfDay(date) + (4 - isoDayOfWeek(date)) * day;
  return Math.floor((thursday - yearStart(new Date(thursday).getUTCFullYear())) / (7 * day)) + 1;
}

/** The week of the year that starts on Sundays, 0 to 53. */
export function sundayWeek(date: Date): number {
  return Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7);
}

/** The Monday of a year's first ISO week. */
export function isoYearStart(year: number): number {
  const fourth = new Date(utcOf({ year, month: 1, day: 4 }));
  return fourth.getTime() - (isoDayOfWeek(fourth) - 1) * day;
}

/** A date with months added; the day is cut to the month's length. */
export function addMonths(date: Date, months: number): number {
  const total = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const [year, month] = [Math.floor(total / 12), ((total % 12) + 12) % 12];
  const length = new Date(utcOf({ year, month: month + 2, day: 0 })).getUTCDate();
  return utcOf({ year, month: month + 1, day: Math.min(date.getUTCDate(), length) }) + (date.getTime() - startOfDay(date));
}
