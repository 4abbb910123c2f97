import { ObjectId, Timestamp } from 'bson';
import { MongoError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import type { Value } from '../value/value.ts';
import { checkCount, fold, kindOf, named, show } from './builders.ts';
import { dayOfYear, isoDayOfWeek, isoWeek, isoWeekYear, isoYearStart, type Parts, sundayWeek, utcOf } from './calendar.ts';
import { compileExpression } from './compile-expression.ts';
import { constantExpr, type Expr, isNullish, type OperatorParser, type Scope } from './expr.ts';
import { inZone, toUtc, utcZone, zoneOf } from './time-zone.ts';

const part = (name: string, read: (date: Date) => Value): readonly [string, OperatorParser] => [
  name,
  (argument, scope) => parsePart(name, { argument, scope }, read),
];

/** Operators that take dates apart, and put them together. */
export const datePartOperators: readonly (readonly [string, OperatorParser])[] = [
  part('$year', (date) => date.getUTCFullYear()),
  part('$month', (date) => date.getUTCMonth() + 1),
  part('$dayOfMonth', (date) => date.getUTCDate()),
  part('$hour', (date) => date.getUTCHours()),
  part('$minute', (date) => date.getUTCMinutes()),
  part('$second', (date) => date.getUTCSeconds()),
  part('$millisecond', (date) => date.getUTCMilliseconds()),
  part('$dayOfYear', dayOfYear),
  part('$dayOfWeek', (date) => date.getUTCDay() + 1),
  part('$week', sundayWeek),
  part('$isoDayOfWeek', isoDayOfWeek),
  part('$isoWeek', isoWeek),
  part('$isoWeekYear', (date) => BigInt(isoWeekYear(date))),
  [
    '$dateToParts',
    named(
      '$dateToParts',
      { names: ['date', 'timezone?', 'iso8601?'], refusals: { notObject: 40524, unknown: 40520, missing: 40522 } },
      dateToParts,
    ),
  ],
  [
    '$dateFromParts',
    named('$dateFromParts', { names: partNames(), refusals: { notObject: 40519, unknown: 40518, missing: 40516 } }, dateFromParts),
  ],
];

function partNames(): string[] {
  return [
    'year?',
    'month?',
    'day?',
    'hour?',
    'minute?',
    'second?',
    'millisecond?',
    'isoWeekYear?',
    'isoWeek?',
    'isoDayOfWeek?',
    'timezone?',
  ];
}

/** A value as a date: dates, timestamps, ObjectIds. Throws 16006 for others. */
export function asDate(value: Value): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  throw new MongoError(16006, `can't convert from BSON type ${kindOf(value)} to Date`);
}

function parsePart(name: string, { argument, scope }: { argument: Value; scope: Scope }, read: (date: Date) => Value): Expr {
  const { date, zone } = partArguments(name, argument, scope);
  return fold([date, zone], (env) => {
    const value = date.evaluate(env);
    const timeZone = zone.evaluate(env);
    if (isNullish(value)) return null;
    const moment = asDate(value);
    if (isNullish(timeZone)) return null;
    return read(inZone(moment, timeZone === 'UTC' ? utcZone : zoneOf(timeZone)));
  });
}

function partArguments(name: string, argument: Value, scope: Scope): { date: Expr; zone: Expr } {
  const isNamed = argument instanceof Map && ![...argument.keys()].some((key) => key.startsWith('$'));
  if (!isNamed) {
    const list = Array.isArray(argument) ? argument : [argument];
    if (list.length !== 1)
      throw new MongoError(40536, `${name} accepts exactly one argument if given an array, but was given ${list.length}`);
    return { date: compileExpression(list[0], scope), zone: constantExpr('UTC') };
  }
  for (const key of argument.keys()) {
    if (key !== 'date' && key !== 'timezone') throw new MongoError(40535, `unrecognized option to ${name}: "${key}"`);
  }
  if (!argument.has('date')) throw new MongoError(40539, `missing 'date' argument to ${name}, provided: ${name}: ${show(argument)}`);
  checkCount(name, argument.size, { min: 1, max: 2 });
  const zone = argument.has('timezone') ? compileExpression(argument.get('timezone'), scope) : constantExpr('UTC');
  return { date: compileExpression(argument.get('date'), scope), zone };
}

function dateToParts(args: ReadonlyMap<string, Value>): Value {
  const iso = args.get('iso8601');
  const zone = args.has('timezone') ? args.get('timezone') : 'UTC';
  if (isNullish(zone)) return null;
  const timeZone = zoneOf(zone);
  if (args.has('iso8601') && isNullish(iso)) return null;
  if (iso !== undefined && typeof iso !== 'boolean') throw new MongoError(40521, `iso8601 must evaluate to a bool, found ${kindOf(iso)}`);
  if (isNullish(args.get('date'))) return null;
  const date = inZone(asDate(args.get('date')), timeZone);
  const clock: [string, Value][] = [
    ['hour', date.getUTCHours()],
    ['minute', date.getUTCMinutes()],
    ['second', date.getUTCSeconds()],
    ['millisecond', date.getUTCMilliseconds()],
  ];
  if (iso)
    return new Map<string, Value>([
      ['isoWeekYear', isoWeekYear(date)],
      ['isoWeek', isoWeek(date)],
      ['isoDayOfWeek', isoDayOfWeek(date)],
      ...clock,
    ]);
  return new Map<string, Value>([['year', date.getUTCFullYear()], ['month', date.getUTCMonth() + 1], ['day', date.getUTCDate()], ...clock]);
}

function dateFromParts(args: ReadonlyMap<string, Value>): Value {
  const iso = args.has('isoWeekYear');
  checkMixed(args, iso);
  if ([...args.values()].some(isNullish)) return null;
  const zone = args.has('timezone') ? zoneOf(args.get('timezone')) : utcZone;
  const read = (name: string, otherwise: number) => (args.has(name) ? partNumber(name, args.get(name)) : otherwise);
  const clock = { hour: read('hour', 0), minute: read('minute', 0), second: read('second', 0), millisecond: read('millisecond', 0) };
  if (!iso) {
    const year = yearNumber('year', read('year', 1970));
    return new Date(toUtc(utcOf({ year, month: read('month', 1), day: read('day', 1), ...clock } satisfies Parts), zone));
  }
  const start = isoYearStart(yearNumber('isoWeekYear', read('isoWeekYear', 1970)));
  const days = (read('isoWeek', 1) - 1) * 7 + read('isoDayOfWeek', 1) - 1;
  return new Date(toUtc(start + days * 86_400_000 + utcOf({ year: 1970, ...clock }), zone));
}

function checkMixed(args: ReadonlyMap<string, Value>, iso: boolean): void {
  if (!iso && !args.has('year')) throw new MongoError(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  const wrong = iso ? ['year', 'month', 'day'] : ['isoWeek', 'isoDayOfWeek'];
  if (wrong.some((name) => args.has(name))) {
    throw new MongoError(iso ? 40489 : 40525, `$dateFromParts does not allow mixing natural dates with ISO dates`);
  }
}

function partNumber(name: string, value: Value): number {
  if (!isNumeric(value) || !Number.isInteger(toNumber(value))) {
    throw new MongoError(40515, `'${name}' must evaluate to an integer, found ${kindOf(value)} with value ${show(value)}`);
  }
  const number = toNumber(value);
  if (Math.abs(number) > 32767 && name !== 'millisecond' && name !== 'second' && name !== 'minute' && name !== 'hour') {
    throw new MongoError(31034, `'${name}' must evaluate to a value in the range [-32768, 32767], found ${number}`);
  }
  return number;
}

function yearNumber(name: string, year: number): number {
  if (year < 1 || year > 9999) {
    throw new MongoError(name === 'year' ? 40523 : 31095, `'${name}' must evaluate to an integer in the range 1 to 9999, found ${year}`);
  }
  return year;
}
