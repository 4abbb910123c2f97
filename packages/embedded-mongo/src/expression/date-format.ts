import { MongoError } from '../errors.ts';
import { dayOfYear, isoDayOfWeek, isoWeek, isoWeekYear, sundayWeek } from './calendar.ts';
import { clockTime, fraction } from './date-text.ts';
import { inWeek, midnight } from './day-forms.ts';
import { inZone, offsetZone, toUtc, utcZone, type Zone } from './time-zone.ts';

const pad = (value: number, width = 2) => String(value).padStart(width, '0');
function fourDigits(year: number): string {
  if (year < 0 || year > 9999)
    throw new MongoError(18537, `Could not convert date to string: date component was outside the supported range of 0-9999: ${year}`);
  return pad(year, 4);
}

type Show = (local: Date, offset: number) => string;

const writers = new Map<string, Show>([
  ['d', (local) => pad(local.getUTCDate())],
  ['G', (local) => fourDigits(isoWeekYear(local))],
  ['H', (local) => pad(local.getUTCHours())],
  ['j', (local) => pad(dayOfYear(local), 3)],
  ['L', (local) => pad(local.getUTCMilliseconds(), 3)],
  ['m', (local) => pad(local.getUTCMonth() + 1)],
  ['M', (local) => pad(local.getUTCMinutes())],
  ['S', (local) => pad(local.getUTCSeconds())],
  ['w', (local) => String(local.getUTCDay() + 1)],
  ['u', (local) => String(isoDayOfWeek(local))],
  ['U', (local) => pad(sundayWeek(local))],
  ['V', (local) => pad(isoWeek(local))],
  ['Y', (local) => fourDigits(local.getUTCFullYear())],
  [
    'z',
    (_local, offset) =>
      `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 3_600_000))}${pad(Math.floor(Math.abs(offset) / 60_000) % 60)}`,
  ],
  ['Z', (_local, offset) => String(Math.trunc(offset / 60_000))],
  ['%', () => '%'],
]);

/** Throws 18535 or 18536 for a format that `$dateToString` does not know. */
export function checkFormat(format: string, known: ReadonlyMap<string, unknown> = writers): void {
  for (let at = 0; at < format.length; at++) {
    if (format[at] !== '%') continue;
    const letter = format[++at];
    if (letter === undefined) throw new MongoError(18535, "Unmatched '%' at end of format string");
    if (!known.has(letter)) throw new MongoError(18536, `Invalid format character '%${letter}' in format string`);
  }
}

/** Writes a date by `%Y-%m-%d` and so on. */
export function formatDate(date: Date, format: string, zone: Zone): string {
  checkFormat(format);
  const local = inZone(date, zone);
  const offset = zone.offsetAt(date.getTime());
  return format.replace(/%(.)/gs, (_all, letter: string) => writers.get(letter)?.(local, offset) ?? '');
}

type Found = Map<string, number> & { zone?: Zone };
/** `pattern` is sticky. */
type Reader = { readonly pattern: RegExp; readonly read: (text: string, found: Found) => void };

const digits = (name: string, pattern: RegExp): Reader => ({ pattern, read: (text, found) => void found.set(name, Number(text)) });

const readers = new Map<string, Reader>([
  ['Y', digits('year', /\d{1,4}/y)],
  ['G', digits('isoYear', /\d{1,4}/y)],
  ['m', digits('month', /\d{1,2}/y)],
  ['d', digits('day', /\d{1,2}/y)],
  ['H', digits('hour', /\d{1,2}/y)],
  ['M', digits('minute', /\d{2}/y)],
  ['S', digits('second', /\d{2}/y)],
  ['L', { pattern: /\d{1,3}/y, read: (text, found) => void found.set('millisecond', fraction(text)) }],
  ['u', digits('isoDay', /[1-7]/y)],
  ['V', digits('isoWeek', /\d{1,2}/y)],
  ['z', { pattern: /[A-Za-z]*(?:[+-][\d:]+)?/y, read: setZone }],
  ['Z', { pattern: /[+-]\d{1,4}/y, read: (text, found) => void Object.assign(found, { zone: { offsetAt: () => Number(text) * 60_000 } }) }],
  ['%', { pattern: /%/y, read: () => undefined }],
]);

function setZone(text: string, found: Found): void {
  const zone = offsetZone(text);
  if (!zone) throw failure(text, 'The timezone could not be found in the database');
  Object.assign(found, { zone });
}

/** Throws 18535 or 18536 for a format that `$dateFromString` does not know. */
export function checkReadFormat(format: string): void {
  checkFormat(format, readers);
}

/** Reads a date by a format. Throws 241 when the text does not follow it. */
export function parseByFormat(text: string, format: string, zone: Zone | undefined): Date {
  const found: Found = new Map();
  let at = 0;
  for (const [literal, letter] of format.matchAll(/%(.)|[^%]/gsu))
    at = readPart(text, at, { literal, reader: readers.get(letter ?? ''), found });
  if (at < text.length) throw failure(text, 'Trailing data');
  if (found.zone && zone) {
    throw new MongoError('ConversionFailure', 'you cannot pass in a date/time string with GMT offset together with a timezone argument');
  }
  return new Date(toUtc(localOf(text, found), found.zone ?? zone ?? utcZone));
}

type FormatPart = { readonly literal: string; readonly reader: Reader | undefined; readonly found: Found };

/** Reads what one part of the format asks for, as much as it takes, and answers where it ends. */
function readPart(text: string, at: number, { literal, reader, found }: FormatPart): number {
  if (!reader) {
    if (text.startsWith(literal, at)) return at + literal.length;
    throw failure(text, 'Format literal not found');
  }
  reader.pattern.lastIndex = at;
  const match = reader.pattern.exec(text);
  if (!match) throw failure(text, 'Unexpected data found');
  reader.read(match[0], found);
  return at + match[0].length;
}

function localOf(text: string, found: Found): number {
  const [hour, minute, second, millisecond] = ['hour', 'minute', 'second', 'millisecond'].map((name) => found.get(name));
  const clock = clockTime({ hour, minute, second, millisecond });
  const day = dayOf(text, found);
  if (day === undefined || clock === undefined) throw failure(text, `The parsed ${day === undefined ? 'date' : 'time'} was invalid`);
  return day + clock;
}

/** The midnight that the fields give, unless the calendar has none. Throws where they do not make a day. */
function dayOf(text: string, found: Found): number | undefined {
  const [year, month, day, isoYear] = ['year', 'month', 'day', 'isoYear'].map((name) => found.get(name));
  const [isoWeek, isoDay] = [found.get('isoWeek'), found.get('isoDay')];
  const isNatural = year !== undefined || month !== undefined || day !== undefined;
  const isIso = isoYear !== undefined || isoWeek !== undefined || isoDay !== undefined;
  if (isNatural && isIso) throw failure(text, 'Mixing of ISO dates with natural dates is not allowed');
  if (isoYear !== undefined) return (isoWeek ?? 1) < 1 || (isoWeek ?? 1) > 53 ? undefined : inWeek(isoYear, isoWeek ?? 1, isoDay ?? 1);
  if (year !== undefined && month !== undefined && day !== undefined) return midnight(year, month, day);
  throw new MongoError('ConversionFailure', `an incomplete date/time string has been found, with elements missing: "${text}"`);
}

function failure(text: string, why: string): MongoError {
  return new MongoError('ConversionFailure', `Error parsing date string '${text}'; ${why}`);
}
