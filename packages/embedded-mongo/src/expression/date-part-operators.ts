import { ObjectId, Timestamp } from 'bson';
import { MongoError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import type { Doc, Value } from '../value/value.ts';
import { checkCount, fixed, fold, kindOf, type NamedArguments, named, show } from './builders.ts';
import { dayOfYear, isoDayOfWeek, isoWeek, isoWeekYear, isoYearStart, sundayWeek, utcOf } from './calendar.ts';
import { compileExpression } from './compile-expression.ts';
import { constantExpr, type Expr, isNullish, type OperatorParser, type Scope } from './expr.ts';
import { inZone, toUtc, utcZone, type Zone, zoneOf } from './time-zone.ts';

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
  ['$dateFromParts', parseFromParts],
  ['$tsSecond', fixed('$tsSecond', 1, (value) => timestampPart('$tsSecond', 5687301, value)?.t ?? null)],
  ['$tsIncrement', fixed('$tsIncrement', 1, (value) => timestampPart('$tsIncrement', 5687302, value)?.i ?? null)],
];

type TimestampParts = { readonly t: bigint; readonly i: bigint };

function timestampPart(name: string, code: number, value: Value): TimestampParts | undefined {
  if (isNullish(value)) return undefined;
  if (value instanceof Timestamp) return { t: BigInt(value.t), i: BigInt(value.i) };
  throw new MongoError(code, `Argument to ${name} must be a timestamp, but is ${kindOf(value)}`);
}

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
    if (isNullish(value)) return null;
    const moment = asDate(value);
    const timeZone = zone.evaluate(env);
    if (isNullish(timeZone)) return null;
    if (typeof timeZone !== 'string')
      throw new MongoError(40533, `${name} requires a string for the timezone argument, but was given a ${kindOf(timeZone)}`);
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

function dateToParts(args: NamedArguments): Value {
  const moment = args.get('date');
  const zone = zoneArgument(args);
  if (!zone) return null;
  const iso = args.get('iso8601');
  if (args.has('iso8601') && isNullish(iso)) return null;
  if (iso !== undefined && typeof iso !== 'boolean') throw new MongoError(40521, `iso8601 must evaluate to a bool, found ${kindOf(iso)}`);
  if (isNullish(moment)) return null;
  const date = inZone(asDate(moment), zone);
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

/** The `timezone` of named arguments, UTC when it is not given; undefined = it is null. Throws 40517 or 40485. */
export function zoneArgument(args: NamedArguments): Zone | undefined {
  if (!args.has('timezone')) return utcZone;
  const zone = args.get('timezone');
  return isNullish(zone) ? undefined : zoneOf(zone);
}

function parseFromParts(argument: Value, scope: Scope): Expr {
  const iso = argument instanceof Map && argument.has('isoWeekYear');
  const refusals = { notObject: 40519, unknown: 40518, missing: 40516 };
  const parse = named('$dateFromParts', { names: partNames(), refusals }, (args) => dateFromParts(args, iso));
  const expr = parse(argument, scope);
  checkMixed(argument as Doc);
  return expr;
}

function checkMixed(argument: Doc): void {
  const has = (...names: readonly string[]) => names.some((name) => argument.has(name));
  if (!has('year', 'isoWeekYear')) throw new MongoError(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  const mixed = '$dateFromParts does not allow mixing natural dates with ISO dates';
  if (has('year') && has('isoWeekYear', 'isoWeek', 'isoDayOfWeek')) throw new MongoError(40489, mixed);
  if (has('isoWeekYear') && has('month', 'day')) throw new MongoError(40525, mixed);
}

/** In MongoDB's order: the clock, the zone, the day; null as soon as one of them is. */
function dateFromParts(args: NamedArguments, iso: boolean): Value {
  const clock = readParts(args, { hour: 0, minute: 0, second: 0, millisecond: 0 });
  const zone = clock && zoneArgument(args);
  if (!zone) return null;
  if (!iso) {
    const day = readParts(args, { year: 1970, month: 1, day: 1 });
    if (!day) return null;
    checkYear('year', day.year);
    return new Date(toUtc(utcOf({ ...day, ...clock }), zone));
  }
  const day = readParts(args, { isoWeekYear: 1970, isoWeek: 1, isoDayOfWeek: 1 });
  if (!day) return null;
  checkYear('isoWeekYear', day.isoWeekYear);
  const days = (day.isoWeek - 1) * 7 + day.isoDayOfWeek - 1;
  return new Date(toUtc(isoYearStart(day.isoWeekYear) + days * 86_400_000 + utcOf({ year: 1970, ...clock }), zone));
}

/** The whole numbers at these names, or what stands for them; undefined as soon as one is null. */
function readParts<Name extends string>(args: NamedArguments, otherwise: Readonly<Record<Name, number>>): Record<Name, number> | undefined {
  const parts: Record<Name, number> = { ...otherwise };
  for (const name of Object.keys(otherwise) as Name[]) {
    if (!args.has(name)) continue;
    const value = args.get(name);
    if (isNullish(value)) return undefined;
    parts[name] = partNumber(name, value);
  }
  return parts;
}

function partNumber(name: string, value: Value): number {
  if (!isNumeric(value) || !Number.isInteger(toNumber(value))) {
    throw new MongoError(40515, `'${name}' must evaluate to an integer, found ${kindOf(value)} with value ${show(value)}`);
  }
  const number = toNumber(value);
  if (bounded.has(name) && (number < -32768 || number > 32767)) {
    throw new MongoError(31034, `'${name}' must evaluate to a value in the range [-32768, 32767], found ${number}`);
  }
  return number;
}

const bounded = new Set(['hour', 'minute', 'month', 'day', 'isoWeek', 'isoDayOfWeek']);

function checkYear(name: 'year' | 'isoWeekYear', year: number): void {
  if (year >= 1 && year <= 9999) return;
  throw new MongoError(name === 'year' ? 40523 : 31095, `'${name}' must evaluate to an integer in the range 1 to 9999, found ${year}`);
}
