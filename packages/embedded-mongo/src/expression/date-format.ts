import { MongoError } from '../errors.ts';
import { dayOfYear, isoDayOfWeek, isoWeek, isoWeekYear, isoYearStart, sundayWeek, utcOf } from './calendar.ts';
import { inZone, toUtc, utcZone, type Zone, zoneOf } from './time-zone.ts';

const pad = (value: number, width = 2) => String(value).padStart(width, '0');
const shortMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

type Show = (local: Date, offset: number) => string;

const writers = new Map<string, Show>([
  ['d', (local) => pad(local.getUTCDate())],
  ['G', (local) => pad(isoWeekYear(local), 4)],
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
  ['Y', (local) => pad(local.getUTCFullYear(), 4)],
  [
    'z',
    (_local, offset) =>
      `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 3_600_000))}${pad(Math.floor(Math.abs(offset) / 60_000) % 60)}`,
  ],
  ['Z', (_local, offset) => String(offset / 60_000)],
  ['b', (local) => shortMonths[local.getUTCMonth()] as string],
  ['B', (local) => longMonths[local.getUTCMonth()] as string],
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
type Reader = { readonly pattern: string; readonly read: (text: string, found: Found) => void };

const digits = (name: string, pattern: string): Reader => ({ pattern, read: (text, found) => void found.set(name, Number(text)) });

const readers = new Map<string, Reader>([
  ['Y', digits('year', '\\d{4}')],
  ['G', digits('isoYear', '\\d{4}')],
  ['m', digits('month', '\\d{1,2}')],
  ['d', digits('day', '\\d{1,2}')],
  ['H', digits('hour', '\\d{1,2}')],
  ['M', digits('minute', '\\d{1,2}')],
  ['S', digits('second', '\\d{1,2}')],
  ['L', digits('millisecond', '\\d{1,3}')],
  ['j', digits('dayOfYear', '\\d{1,3}')],
  ['u', digits('isoDay', '\\d')],
  ['V', digits('isoWeek', '\\d{1,2}')],
  ['b', { pattern: '[A-Za-z]{3}', read: (text, found) => void found.set('month', monthOf(shortMonths, text)) }],
  ['B', { pattern: '[A-Za-z]+', read: (text, found) => void found.set('month', monthOf(longMonths, text)) }],
  ['z', { pattern: 'Z|UTC|GMT|[+-]\\d{2}:?\\d{2}|[A-Za-z]+/[A-Za-z_/]+', read: setZone }],
  ['Z', { pattern: '[+-]\\d{1,4}', read: (text, found) => void Object.assign(found, { zone: { offsetAt: () => Number(text) * 60_000 } }) }],
  ['%', { pattern: '%', read: () => undefined }],
]);

function monthOf(names: readonly string[], text: string): number {
  return names.findIndex((name) => name.toLowerCase() === text.toLowerCase()) + 1;
}

function setZone(text: string, found: Found): void {
  Object.assign(found, { zone: zoneOf(text === 'Z' ? 'UTC' : text) });
}

/** Throws 18535 or 18536 for a format that `$dateFromString` does not know. */
export function checkReadFormat(format: string): void {
  checkFormat(format, readers);
}

/** Reads a date by a format. Throws 241 when the text does not follow it. */
export function parseByFormat(text: string, format: string, zone: Zone | undefined): Date {
  const order: Reader[] = [];
  const pattern = format.replace(/%(.)|([\\^$.|?*+()[\]{}])/gs, (_all, letter?: string, special?: string) => {
    const reader = letter === undefined ? undefined : readers.get(letter);
    if (!reader) return `\\${special}`;
    order.push(reader);
    return `(${reader.pattern})`;
  });
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (!match) throw new MongoError('ConversionFailure', `Error parsing date string '${text}'; Format literal not found`);
  const found: Found = new Map();
  order.forEach((reader, i) => {
    reader.read(match[i + 1] as string, found);
  });
  if (found.zone && zone) {
    throw new MongoError('ConversionFailure', 'you cannot pass in a date/time string with GMT offset together with a timezone argument');
  }
  return new Date(toUtc(localOf(text, found), found.zone ?? zone ?? utcZone));
}

function localOf(text: string, found: Found): number {
  const [year, month, day] = [found.get('year'), found.get('month'), found.get('day')];
  const clock = {
    hour: found.get('hour'),
    minute: found.get('minute'),
    second: found.get('second'),
    millisecond: found.get('millisecond'),
  };
  const isoYear = found.get('isoYear');
  if (isoYear !== undefined) {
    const days = ((found.get('isoWeek') ?? 1) - 1) * 7 + (found.get('isoDay') ?? 1) - 1;
    return isoYearStart(isoYear) + days * 86_400_000 + utcOf({ year: 1970, ...clock });
  }
  const ordinal = found.get('dayOfYear');
  if (year !== undefined && ordinal !== undefined) return utcOf({ year, month: 1, day: ordinal, ...clock });
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12 || day < 1 || day > 31) {
    throw new MongoError('ConversionFailure', `an incomplete date/time string has been found, with elements missing: "${text}"`);
  }
  return utcOf({ year, month, day, ...clock });
}
