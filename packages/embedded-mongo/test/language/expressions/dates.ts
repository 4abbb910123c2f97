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
      '2020-01-02T03:04:05Z',
      'x',
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

const texts = ['2020-01-02', '2021-12-31T23:59:59.123Z', '2020-06-01T10:00:00+02:00', '20200102', '2020-13-01', 'hello', ''];
const formats = ['%Y-%m-%d', '%d/%m/%Y', '%Y-%m-%dT%H:%M:%S%z', '%G-%V-%u', '%q', 5];

function fromString(random: Random, make: Make): unknown {
  const options: Record<string, unknown> = { dateString: random.pick<unknown>([...texts, make('text'), null]) };
  if (random.once(3)) options.format = random.pick<unknown>(formats);
  if (random.once(4)) options.timezone = zone(random);
  if (random.once(3)) options.onError = 'wrong';
  if (random.once(3)) options.onNull = 'none';
  return { $dateFromString: options };
}
