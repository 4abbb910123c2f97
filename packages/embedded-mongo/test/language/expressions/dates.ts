import { Double, Long } from 'mongodb';
import type { Random } from '../../differential/random.ts';
import { type Make, unit, zone } from './kinds.ts';

/** Expressions that answer a date. */
export function dates(random: Random, make: Make): unknown {
  return random.pick([shifted, converted, fromParts, fromString])(random, make);
}

function shifted(random: Random, make: Make): unknown {
  const more = random.once(3) ? { timezone: zone(random) } : {};
  return random.pick<() => unknown>([
    () => ({
      [random.pick(['$dateAdd', '$dateSubtract'])]: {
        startDate: make('date'),
        unit: unit(random),
        amount: random.pick<unknown>([1, -3, 13, 1.5, null, make('number')]),
        ...more,
      },
    }),
    () => ({ $dateTrunc: { date: make('date'), unit: unit(random), binSize: random.pick<unknown>([1, 2, 7, 0, -1, 'x']), ...more } }),
    () => ({ $dateTrunc: { date: make('date'), unit: 'week', startOfWeek: random.pick<unknown>(['mon', 'Fri', 'x', null]), ...more } }),
  ])();
}

function converted(random: Random, make: Make): unknown {
  return {
    $toDate: random.pick<unknown>([
      make('date'),
      '$n',
      '$m',
      '$a',
      Long.fromNumber(1e12),
      new Double(1e12),
      '2020-01-02',
      dateText(random),
    ]),
  };
}

function fromParts(random: Random, make: Make): unknown {
  const time = random.once(2)
    ? { hour: random.pick<unknown>([0, 23, 25, -1, null]), minute: random.int(70), millisecond: random.int(1000) }
    : {};
  const more = random.once(2) ? { timezone: zone(random) } : {};
  return random.pick<() => unknown>([
    () => ({ $dateFromParts: { year: random.pick<unknown>([2020, 1999, 2000]), ...more, ...time } }),
    () => ({ $dateFromParts: { year: random.pick<unknown>([0, 1, 9999, make('number')]), ...more } }),
    () => ({
      $dateFromParts: {
        year: random.pick([2020, 1999]),
        month: random.pick([1, 12, 14, 0, -1]),
        day: random.pick([1, 31, 0, 366]),
        ...more,
      },
    }),
    () => ({
      $dateFromParts: { isoWeekYear: random.pick([2020, 2015]), isoWeek: random.int(55), isoDayOfWeek: random.int(9), ...more, ...time },
    }),
  ])();
}

const zones = ['', '', '', 'Z', '+02:00', '-0330', '+8', ' GMT', ' UTC', '+25:00'];
const times = ['', '', 'T10:00:00', ' 9:05', 'T23:59:59.123', 'T24:00:00', 'T10:60', ' 10:11:12 PM', 'T07', ' 13:00 AM', 'T10:00:60'];
const formats = ['%Y-%m-%d', '%d/%m/%Y', '%Y-%m-%dT%H:%M:%S%z', '%G-%V-%u', '%Y%m%d', '%m/%d/%Y %H:%M', '%Y-%m-%d %L', '%q', '%j', '%b', 5];
const monthNames = ['Jan', 'February', 'feb', 'Sept', 'Nov.'];

/** A day that the calendar has, or nearly; in one of the ways that dates are written. */
function dateText(random: Random): string {
  const [year, month, day] = [random.pick([2020, 2021, 1969]), random.int(14), random.pick([1, 2, 9, 28, 29, 30, 31, 32, 0])];
  const two = (number: number) => String(number).padStart(2, '0');
  const name = random.pick(monthNames);
  const week = `${year}-W${two(random.int(55))}`;
  const text = random.pick([
    `${year}-${two(month)}-${two(day)}`,
    `${year}/${month}/${day}`,
    `${year}${two(month)}${two(day)}`,
    `${month}/${day}/${year}`,
    `${two(day)}.${two(month)}.${year}`,
    `${name} ${day}, ${year}`,
    `${day} ${name.replace('.', '')} ${year}`,
    week,
    'hello',
  ]);
  return text === week || text === 'hello' ? text : text + random.pick(times) + random.pick(zones);
}

function fromString(random: Random, make: Make): unknown {
  const options: Record<string, unknown> = {
    dateString: random.pick<unknown>([dateText(random), dateText(random), '', make('text'), null]),
  };
  if (random.once(3)) options.format = random.pick<unknown>(formats);
  if (random.once(4)) options.timezone = zone(random);
  if (random.once(3)) options.onError = 'wrong';
  if (random.once(3)) options.onNull = 'none';
  return { $dateFromString: options };
}
