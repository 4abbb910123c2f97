import {
  addDays,
  addMonths,
  daysBetween,
  instantOfLocal,
  isCalendarDay,
  isInstant,
  localDayOf,
  localTimeOf,
  weekdayOf,
} from '../calendar.ts';
import { FormulaError } from '../formula-error.ts';
import { type CallContext, defineFunctions, type FormulaFunction, unlessNothing } from './define-function.ts';
import { takeNumber, takeText } from './take.ts';

const units = ['days', 'weeks', 'months', 'quarters', 'years', 'hours', 'minutes'] as const;
type Unit = (typeof units)[number];

/** Days (`2026-01-31`) and instants (`2026-01-31T01:30:00.000Z`); "now" and the time zone are facts of the run. */
export const dateFunctions: FormulaFunction[] = defineFunctions('date', [
  {
    name: 'now',
    signature: '$now()',
    takes: '',
    zh: '现在的时刻',
    en: 'This instant',
    example: ['$length($now()) > 0', true],
    run: (_args, call) => new Date(nowOf(call)).toISOString(),
  },
  {
    name: 'millis',
    signature: '$millis()',
    takes: '',
    zh: '现在的时刻，自 1970 年起的毫秒数',
    en: 'This instant in milliseconds since 1970',
    example: ['$millis() > 0', true],
    run: (_args, call) => Date.parse(nowOf(call)),
  },
  {
    name: 'today',
    signature: '$today()',
    takes: '',
    zh: '今天（按组织的时区）',
    en: "Today, in the organisation's time zone",
    example: ['$length($today())', 10],
    run: (_args, call) => localDayOf(nowOf(call), zoneOf(call)),
  },
  {
    name: 'date',
    signature: '$date(year, month, day)',
    takes: 'n n n',
    zh: '由年月日得到日期',
    en: 'A day from its year, month and day',
    example: ['$date(2026, 1, 31)', '2026-01-31'],
    run: ([year, month, day]) => {
      const text = [takeNumber(year), takeNumber(month), takeNumber(day)]
        .map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0'))
        .join('-');
      if (!isCalendarDay(text)) throw new FormulaError('ARGUMENTS', 'there is no such day');
      return text;
    },
  },
  {
    name: 'dateAdd',
    signature: '$dateAdd(date, count, unit?)',
    takes: 's- n s?',
    zh: '往后（负数往前）推几天；单位可以是 days、weeks、months、quarters、years、hours、minutes',
    en: 'A time later (earlier when negative) by days, weeks, months, quarters, years, hours or minutes',
    example: ['$dateAdd("2026-01-31", 1, "months")', '2026-02-28'],
    run: unlessNothing(([date, count, unit], call) =>
      moveTime(takeText(date), takeNumber(count), { unit: unitOf(unit), zone: zoneOf(call) }),
    ),
  },
  {
    name: 'dateDiff',
    signature: '$dateDiff(from, to, unit?)',
    takes: 's s s?',
    zh: '两个日期相差几天（或几周、几个月、几年、几小时、几分钟），取整',
    en: 'Whole days (or weeks, months, quarters, years, hours, minutes) from one time to another',
    example: ['$dateDiff("2026-01-01", "2026-01-31")', 30],
    run: unlessNothing(([from, to, unit], call) =>
      to === undefined ? undefined : timeBetween(takeText(from), takeText(to), { unit: unitOf(unit), zone: zoneOf(call) }),
    ),
  },
  part('year', '年份', 'The year', 2026, (day) => Number(day.slice(0, 4))),
  part('month', '月份，1 到 12', 'The month, 1 to 12', 1, (day) => Number(day.slice(5, 7))),
  part('day', '几号', 'The day of the month', 31, (day) => Number(day.slice(8, 10))),
  part('quarter', '季度，1 到 4', 'The quarter, 1 to 4', 1, (day) => Math.ceil(Number(day.slice(5, 7)) / 3)),
  part('weekday', '星期几，星期一为 1', 'The day of the week, 1 for Monday', 6, weekdayOf),
  {
    name: 'monthEnd',
    signature: '$monthEnd(date)',
    takes: 's-',
    zh: '当月最后一天',
    en: 'The last day of the month',
    example: ['$monthEnd("2026-02-03")', '2026-02-28'],
    run: unlessNothing(([date], call) => addDays(addMonths(`${dayOf(takeText(date), zoneOf(call)).slice(0, 8)}01`, 1), -1)),
  },
  {
    name: 'toMillis',
    signature: '$toMillis(date)',
    takes: 's-',
    zh: '日期或时刻的毫秒数',
    en: 'A day or instant in milliseconds since 1970',
    example: ['$toMillis("1970-01-02")', 86_400_000],
    run: unlessNothing(([date]) => {
      const text = takeText(date);
      if (!isCalendarDay(text) && !isInstant(text)) throw new FormulaError('ARGUMENTS', 'not a day or an instant');
      return Date.parse(text);
    }),
  },
  {
    name: 'fromMillis',
    signature: '$fromMillis(milliseconds, picture?)',
    takes: 'n- s?',
    zh: '由毫秒数得到时刻；样式只能用 [Y0001]、[M01]、[D01]、[H01]、[m01]、[s01]',
    en: 'An instant from milliseconds; a picture may hold [Y0001] [M01] [D01] [H01] [m01] [s01]',
    example: ['$fromMillis(0, "[Y0001]/[M01]/[D01]")', '1970/01/01'],
    run: unlessNothing(([millis, picture], call) => {
      const instant = instantOf(takeNumber(millis));
      return picture === undefined ? instant : paint(localTimeOf(instant, 'UTC'), takeText(picture), call);
    }),
  },
  {
    name: 'formatDate',
    signature: '$formatDate(date, picture?)',
    takes: 's- s?',
    zh: '按样式写日期（按组织的时区），如 "[Y]年[M]月[D]日"',
    en: "A day or instant in a picture, in the organisation's time zone",
    example: ['$formatDate("2026-01-05", "[Y0001]年[M]月[D]日")', '2026年1月5日'],
    run: unlessNothing(([date, picture], call) => {
      const text = takeText(date);
      const local = isInstant(text) ? localTimeOf(text, zoneOf(call)) : `${dayOf(text, zoneOf(call))}T00:00:00`;
      return paint(local, takeText(picture ?? '[Y0001]-[M01]-[D01]'), call);
    }),
  },
]);

function part(
  name: string,
  zh: string,
  en: string,
  result: number,
  read: (day: string) => number,
): Parameters<typeof defineFunctions>[1][number] {
  return {
    name,
    signature: `$${name}(date)`,
    takes: 's-',
    zh,
    en,
    example: [`$${name}("2026-01-31")`, result],
    run: unlessNothing(([date], call) => read(dayOf(takeText(date), zoneOf(call)))),
  };
}

function nowOf({ run }: CallContext): string {
  const { now } = run.facts;
  if (now === undefined || !isInstant(now)) throw new FormulaError('NO_FACTS', 'the time is not known here');
  return now;
}

function zoneOf({ run }: CallContext): string {
  return run.facts.timeZone ?? 'UTC';
}

function dayOf(text: string, zone: string): string {
  if (isCalendarDay(text)) return text;
  if (isInstant(text)) return localDayOf(text, zone);
  throw new FormulaError('ARGUMENTS', 'not a day or an instant');
}

function unitOf(unit: unknown): Unit {
  const text = unit === undefined ? 'days' : takeText(unit);
  const found = units.find((each) => each === text || each === `${text}s`);
  if (!found) throw new FormulaError('ARGUMENTS', `the unit must be one of ${units.join(', ')}`);
  return found;
}

interface TimeUnit {
  unit: Unit;
  zone: string;
}

const hour = 3_600_000;

function moveTime(text: string, count: number, { unit, zone }: TimeUnit): string {
  const whole = Math.trunc(count);
  if (Math.abs(whole) > 4_000_000) throw new FormulaError('ARGUMENTS', 'the count is too large');
  if (unit === 'hours' || unit === 'minutes') {
    const start = isCalendarDay(text) ? instantOfLocal(text, zone) : text;
    if (!isInstant(start)) throw new FormulaError('ARGUMENTS', 'not a day or an instant');
    return instantOf(Date.parse(start) + whole * (unit === 'hours' ? hour : hour / 60));
  }
  const moved = checkedDay(() => moveDay(dayOf(text, zone), whole, unit));
  return isCalendarDay(text) ? moved : instantOfLocal(moved, zone, localTimeOf(text, zone).slice(11));
}

function moveDay(day: string, count: number, unit: Exclude<Unit, 'hours' | 'minutes'>): string {
  switch (unit) {
    case 'days':
      return addDays(day, count);
    case 'weeks':
      return addDays(day, count * 7);
    case 'months':
      return addMonths(day, count);
    case 'quarters':
      return addMonths(day, count * 3);
    case 'years':
      return addMonths(day, count * 12);
  }
}

function timeBetween(from: string, to: string, { unit, zone }: TimeUnit): number {
  const [first, second] = [dayOf(from, zone), dayOf(to, zone)];
  switch (unit) {
    case 'days':
      return daysBetween(first, second);
    case 'weeks':
      return Math.trunc(daysBetween(first, second) / 7);
    case 'months':
      return monthsBetween(first, second);
    case 'quarters':
      return Math.trunc(monthsBetween(first, second) / 3);
    case 'years':
      return Math.trunc(monthsBetween(first, second) / 12);
    case 'hours':
      return Math.trunc((Date.parse(to) - Date.parse(from)) / hour);
    case 'minutes':
      return Math.trunc((Date.parse(to) - Date.parse(from)) / (hour / 60));
  }
}

/** Whole months: the last one counts when adding them to the first day does not pass the second. */
function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth;
  const reached = addMonths(from, months);
  if (months > 0 && reached > to) return months - 1;
  return months < 0 && reached < to ? months + 1 : months;
}

function instantOf(millis: number): string {
  const date = new Date(Math.trunc(millis));
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 || date.getUTCFullYear() < 1)
    throw new FormulaError('ARGUMENTS', 'the time is out of range');
  return date.toISOString();
}

function checkedDay(work: () => string): string {
  try {
    const day = work();
    if (isCalendarDay(day)) return day;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new FormulaError('ARGUMENTS', 'the time is out of range');
}

/** Only plain numeric places, so that no picture can make much out of little. */
function paint(local: string, picture: string, { run }: CallContext): string {
  if (picture.length > 100) throw new FormulaError('ARGUMENTS', 'the picture is too long');
  run.meter.text(picture.length * 4);
  const places = new Map([
    ['Y', local.slice(0, 4)],
    ['M', local.slice(5, 7)],
    ['D', local.slice(8, 10)],
    ['H', local.slice(11, 13)],
    ['m', local.slice(14, 16)],
    ['s', local.slice(17, 19)],
  ]);
  return picture.replace(/\[([^\]]*)\]/g, (_all, place: string) => {
    const value = places.get(place[0] ?? '');
    if (value === undefined || !/^[YMDHms](0*1)?$/.test(place))
      throw new FormulaError('ARGUMENTS', `[${place}] is not supported in a picture`);
    const width = place.length - 1;
    return width === 0 || width === 1
      ? String(Number(value))
      : String(Number(value))
          .padStart(width, '0')
          .slice(place.startsWith('Y') && width === 2 ? -2 : undefined);
  });
}
