import { MongoError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import type { Value } from '../value/value.ts';
import { kindOf, type NamedArguments, named, show } from './builders.ts';
import { addMonths, isoDayOfWeek, startOfDay, utcOf } from './calendar.ts';
import { checkFormat, checkReadFormat, formatDate, parseByFormat } from './date-format.ts';
import { asDate, zoneArgument } from './date-part-operators.ts';
import { parseDateText } from './date-text.ts';
import { isNullish, type OperatorParser } from './expr.ts';
import { inZone, toUtc, type Zone } from './time-zone.ts';

const addNames = ['startDate', 'unit', 'amount', 'timezone?'];

/** Operators that compute with dates, and read and write them. */
export const dateOperators: readonly (readonly [string, OperatorParser])[] = [
  [
    '$dateAdd',
    named('$dateAdd', { names: addNames, refusals: { notObject: 5166400, unknown: 5166401, missing: 5166402 } }, (args) =>
      dateAdd('$dateAdd', args, 1),
    ),
  ],
  [
    '$dateSubtract',
    named('$dateSubtract', { names: addNames, refusals: { notObject: 5166400, unknown: 5166401, missing: 5166402 } }, (args) =>
      dateAdd('$dateSubtract', args, -1),
    ),
  ],
  [
    '$dateDiff',
    named(
      '$dateDiff',
      {
        names: ['startDate', 'endDate', 'unit', 'timezone?', 'startOfWeek?'],
        refusals: { notObject: 5166301, unknown: 5166302, missing: 5166303 },
      },
      dateDiff,
    ),
  ],
  [
    '$dateTrunc',
    named(
      '$dateTrunc',
      {
        names: ['date', 'unit', 'binSize?', 'timezone?', 'startOfWeek?'],
        refusals: { notObject: 5439007, unknown: 5439008, missing: (given) => (given.has('date') ? 5439010 : 5439009) },
      },
      dateTrunc,
    ),
  ],
  [
    '$dateToString',
    named(
      '$dateToString',
      { names: ['date', 'format?', 'timezone?', 'onNull?'], refusals: { notObject: 18629, unknown: 18534, missing: 18628 } },
      dateToString,
    ),
  ],
  [
    '$dateFromString',
    named(
      '$dateFromString',
      {
        names: ['dateString', 'format?', 'timezone?', 'onError?', 'onNull?'],
        refusals: { notObject: 40540, unknown: 40541, missing: 40542 },
      },
      dateFromString,
    ),
  ],
];

const units = new Map<string, { readonly months?: number; readonly ms?: number }>([
  ['year', { months: 12 }],
  ['quarter', { months: 3 }],
  ['month', { months: 1 }],
  ['week', { ms: 604_800_000 }],
  ['day', { ms: 86_400_000 }],
  ['hour', { ms: 3_600_000 }],
  ['minute', { ms: 60_000 }],
  ['second', { ms: 1000 }],
  ['millisecond', { ms: 1 }],
]);

const calendarUnits = new Set(['year', 'quarter', 'month', 'week', 'day']);

function unitOf(name: string, unit: Value, code: number): string {
  if (typeof unit !== 'string') throw new MongoError(code, `${name} requires 'unit' to be a string, but got ${kindOf(unit)}`);
  if (!units.has(unit)) throw unknownUnit(name, unit);
  return unit;
}

function unknownUnit(name: string, unit: string): MongoError {
  if (name === '$dateAdd' || name === '$dateSubtract') return new MongoError('FailedToParse', `unknown time unit value: ${unit}`);
  return new MongoError(5439014, `${name} parameter 'unit' value cannot be recognized as a time unit: ${unit}`);
}

/** The arguments in this order; undefined as soon as one is null. */
function required(args: NamedArguments, names: readonly string[]): readonly Value[] | undefined {
  const values: Value[] = [];
  for (const name of names) {
    const value = args.get(name);
    if (isNullish(value)) return undefined;
    values.push(value);
  }
  return values;
}

function dateAdd(name: string, args: NamedArguments, sign: 1 | -1): Value {
  const values = required(args, ['startDate', 'unit', 'amount']);
  const zone = values && zoneArgument(args);
  if (!zone) return null;
  const [start, unitName, amount] = values;
  if (!isDateLike(start)) throw new MongoError(5166403, `${name} requires startDate to be convertible to a date`);
  const unit = unitOf(name, unitName, 5166404);
  if (!isNumeric(amount) || !Number.isInteger(toNumber(amount)))
    throw new MongoError(5166405, `${name} expects integer amount of time units`);
  return addUnits(asDate(start), { unit, amount: toNumber(amount) * sign, zone });
}

function isDateLike(value: Value): boolean {
  return kindOf(value) === 'date' || kindOf(value) === 'objectId' || kindOf(value) === 'timestamp';
}

function addUnits(date: Date, { unit, amount, zone }: { unit: string; amount: number; zone: Zone }): Date {
  const { months, ms } = units.get(unit) ?? {};
  const local = inZone(date, zone);
  if (months !== undefined) return checked(toUtc(addMonths(local, amount * months), zone));
  if (calendarUnits.has(unit)) return checked(toUtc(local.getTime() + amount * (ms ?? 0), zone));
  return checked(date.getTime() + amount * (ms ?? 0));
}

function checked(ms: number): Date {
  if (Math.abs(ms) > 8.64e15) throw new MongoError(5166406, '$dateAdd overflowed');
  return new Date(ms);
}

const weekDays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** `startOfWeek` where it counts; null = it is null. */
function weekArgument(args: NamedArguments, unit: Value): { readonly value: Value } | null {
  if (unit !== 'week' || !args.has('startOfWeek')) return { value: 'sunday' };
  const value = args.get('startOfWeek');
  return isNullish(value) ? null : { value };
}

function weekStart(name: string, value: Value, code: number): number {
  if (typeof value !== 'string') throw new MongoError(code, `${name} requires 'startOfWeek' to be a string, but got ${kindOf(value)}`);
  const index = weekDays.findIndex((day) => day === value.toLowerCase() || day.slice(0, 3) === value.toLowerCase());
  if (index === -1)
    throw new MongoError(5439016, `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${value}`);
  return index + 1;
}

function dateDiff(args: NamedArguments): Value {
  const values = required(args, ['startDate', 'endDate', 'unit']);
  const week = values && weekArgument(args, values[2]);
  const zone = week && zoneArgument(args);
  if (!zone) return null;
  const [start, end] = values.slice(0, 2).map((value, i) => {
    if (!isDateLike(value))
      throw new MongoError(5166307, `$dateDiff requires '${i === 0 ? 'startDate' : 'endDate'}' to be a date, but got ${kindOf(value)}`);
    return asDate(value);
  }) as [Date, Date];
  const unit = unitOf('$dateDiff', values[2], 5439013);
  const first = unit === 'week' ? weekStart('$dateDiff', week.value, 5439015) : 1;
  return BigInt(Math.round(unitsBetween(start, end, { unit, zone, first })));
}

type Difference = { readonly unit: string; readonly zone: Zone; readonly first: number };

/** How often the zone's clock begins a new unit; a clock that is put forward or back in between does not count. */
function unitsBetween(start: Date, end: Date, { unit, zone, first }: Difference): number {
  const counted = ordinal(inZone(end, zone), unit, first) - ordinal(inZone(start, zone), unit, first);
  if (calendarUnits.has(unit)) return counted;
  const shifted = zone.offsetAt(end.getTime()) - zone.offsetAt(start.getTime());
  return counted - Math.trunc(shifted / (units.get(unit)?.ms ?? 1));
}

/** The number of the unit that a local date falls in. */
function ordinal(local: Date, unit: string, firstDay: number): number {
  const { months, ms = 1 } = units.get(unit) ?? {};
  if (months !== undefined) return Math.floor((local.getUTCFullYear() * 12 + local.getUTCMonth()) / months);
  if (unit === 'week') return Math.floor((startOfDay(local) / 86_400_000 + 3 - (firstDay - 1)) / 7);
  return Math.floor(local.getTime() / ms);
}

function dateTrunc(args: NamedArguments): Value {
  const values = required(args, args.has('binSize') ? ['date', 'unit', 'binSize'] : ['date', 'unit']);
  const week = values && weekArgument(args, values[1]);
  const zone = week && zoneArgument(args);
  if (!zone) return null;
  const [date, unitName, bin] = values;
  if (!isDateLike(date)) throw new MongoError(5439012, `$dateTrunc requires 'date' to be a date, but got ${kindOf(date)}`);
  const unit = unitOf('$dateTrunc', unitName, 5439013);
  const size = binSize(bin);
  const first = unit === 'week' ? weekStart('$dateTrunc', week.value, 5439015) : 1;
  return truncate(asDate(date), { unit, size, zone, first });
}

function binSize(value: Value): number {
  if (value === undefined) return 1;
  if (!isNumeric(value) || !Number.isInteger(toNumber(value))) {
    throw new MongoError(
      5439017,
      `$dateTrunc requires 'binSize' to be a 64-bit integer, but got value '${show(value)}' of type ${kindOf(value)}`,
    );
  }
  if (toNumber(value) <= 0)
    throw new MongoError(5439018, `$dateTrunc requires 'binSize' to be greater than 0, but got value ${toNumber(value)}`);
  return toNumber(value);
}

type Truncation = { readonly unit: string; readonly size: number; readonly zone: Zone; readonly first: number };

/** Bins count from 2000-01-01 of the zone (weeks from the first week start on or after it). */
function truncate(date: Date, { unit, size, zone, first }: Truncation): Date {
  const { months, ms = 1 } = units.get(unit) ?? {};
  const local = inZone(date, zone);
  const floor = (value: number) => Math.floor(value / size) * size;
  if (months !== undefined) {
    const bin = floor(ordinal(local, unit, 1) - 24_000 / months) * months + 24_000;
    return new Date(toUtc(utcOf({ year: Math.floor(bin / 12), month: (bin % 12) + 1 }), zone));
  }
  const reference = utcOf({ year: 2000 });
  if (unit === 'week') {
    const start = reference + ((((first - isoDayOfWeek(new Date(reference))) % 7) + 7) % 7) * 86_400_000;
    return new Date(toUtc(start + floor((local.getTime() - start) / ms) * ms, zone));
  }
  if (unit === 'day') return new Date(toUtc(reference + floor(Math.floor((local.getTime() - reference) / ms)) * ms, zone));
  const start = toUtc(reference, zone);
  return new Date(start + Math.floor((date.getTime() - start) / (ms * size)) * ms * size);
}

function dateToString(args: NamedArguments): Value {
  const date = args.get('date');
  const format = args.get('format');
  if (args.has('format') && !isNullish(format) && typeof format !== 'string') {
    throw new MongoError(18533, `$dateToString requires that 'format' be a string, found: ${kindOf(format)} with value ${show(format)}`);
  }
  if (typeof format === 'string') checkFormat(format);
  const zone = zoneArgument(args);
  if (isNullish(date)) return args.has('onNull') ? args.get('onNull') : null;
  if (!zone || (args.has('format') && isNullish(format))) return null;
  const pattern = typeof format === 'string' ? format : '%Y-%m-%dT%H:%M:%S.%LZ';
  return formatDate(asDate(date), pattern, zone);
}

function dateFromString(args: NamedArguments): Value {
  const text = args.get('dateString');
  const format = args.get('format');
  if (!isNullish(format) && typeof format !== 'string') {
    throw new MongoError(40684, `$dateFromString requires that 'format' be a string, found: ${kindOf(format)} with value ${show(format)}`);
  }
  if (typeof format === 'string') checkReadFormat(format);
  const zone = zoneArgument(args);
  if (isNullish(text)) return args.has('onNull') ? args.get('onNull') : null;
  try {
    const local = asText(text);
    if (!zone || (args.has('format') && isNullish(format))) return null;
    const given = args.has('timezone') ? zone : undefined;
    return typeof format === 'string' ? parseByFormat(local, format, given) : parseDateText(local, 241, given);
  } catch (error) {
    if (error instanceof MongoError && error.code === 241 && args.has('onError')) return args.get('onError');
    throw error;
  }
}

function asText(text: Value): string {
  if (typeof text === 'string') return text;
  throw new MongoError(
    'ConversionFailure',
    `$dateFromString requires that 'dateString' be a string, found: ${kindOf(text)} with value ${show(text)}`,
  );
}
