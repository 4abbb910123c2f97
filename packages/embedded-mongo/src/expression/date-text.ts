import { MongoError } from '../errors.ts';
import { utcOf } from './calendar.ts';
import { toUtc, utcZone, type Zone, zoneOf } from './time-zone.ts';

const pattern =
  /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ]+(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)?)?)?\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?|[A-Za-z]+\/[A-Za-z_/]+)?\s*$/;

/** Reads a date's text (ISO 8601 and what is close to it). Throws `code` (ConversionFailure by default) when it is none. */
export function parseDateText(text: string, code = 241, zone?: Zone): Date {
  const match = pattern.exec(text);
  if (!match) {
    const plain = looseDate(text);
    if (plain !== undefined) return new Date(toUtc(plain, zone ?? utcZone));
    throw failure(text, code);
  }
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const parts = [month, day, hour ?? 0, minute ?? 0, second ?? 0].map(Number) as [number, number, number, number, number];
  if (parts[0] < 1 || parts[0] > 12 || parts[1] < 1 || parts[1] > 31 || parts[2] > 24 || parts[3] > 59 || parts[4] > 60)
    throw failure(text, code);
  if (offset !== undefined && zone)
    throw failure(text, code, 'you cannot pass in a date/time string with time zone information together with a timezone argument');
  const millisecond = Math.trunc(Number(`0.${fraction ?? 0}`) * 1000);
  const local = utcOf({
    year: Number(year),
    month: parts[0],
    day: parts[1],
    hour: parts[2],
    minute: parts[3],
    second: parts[4],
    millisecond,
  });
  return new Date(toUtc(local, offset === undefined ? (zone ?? utcZone) : zoneOf(offset.toUpperCase() === 'Z' ? 'UTC' : offset)));
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function looseDate(text: string): number | undefined {
  const compact = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?)?Z?$/.exec(text);
  if (compact) {
    const [year, month, day, hour = 0, minute = 0, second = 0] = compact.slice(1).map((part) => Number(part ?? 0)) as [
      number,
      number,
      number,
    ];
    return utcOf({ year, month, day, hour, minute, second });
  }
  const slashes = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (slashes) return utcOf({ year: Number(slashes[3]), month: Number(slashes[1]), day: Number(slashes[2]) });
  const words = /^([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$/.exec(text) ?? /^(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})$/.exec(text);
  if (!words) return undefined;
  const first = months.indexOf(String(words[1]).toLowerCase());
  const month = first === -1 ? months.indexOf(String(words[2]).toLowerCase()) : first;
  if (month === -1) return undefined;
  return utcOf({ year: Number(words[3]), month: month + 1, day: Number(first === -1 ? words[1] : words[2]) });
}

function failure(text: string, code: number, why = 'Unexpected character'): MongoError {
  return new MongoError(code, `Error parsing date string '${text}'; ${why}`);
}
