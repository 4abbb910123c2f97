import { MongoError } from '../errors.ts';
import { utcOf } from './calendar.ts';
import { readDay } from './day-forms.ts';
import { offsetZone, toUtc, utcZone, type Zone } from './time-zone.ts';

const whole = /^(?:[Tt]| +)(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?/;
const half = /^ +(0?[1-9]|1[0-2]):(\d{2})(?::(\d{2}))? ?([ap])\.?m\.?(?=\s|$)/i;
const hourOnly = /^[Tt](\d{2})(?![\d:])/;
const compact = /^[Tt](\d{2})(\d{2})(\d{2})/;

/**
 * Reads a date's text: ISO 8601 and the other forms that programs write. Throws `code` (ConversionFailure by default) when it
 * is none, or no day of the calendar.
 */
export function parseDateText(text: string, code = 241, zone?: Zone): Date {
  const read = readDay(text.trim());
  const behind = read && readTime(read.rest);
  if (!read || !behind) throw failure(text, code);
  if (behind.zone && zone)
    throw failure(text, code, 'you cannot pass in a date/time string with time zone information together with a timezone argument');
  return new Date(toUtc(read.day + behind.time, behind.zone ?? zone ?? utcZone));
}

/** The time of day and the zone behind a day; nothing when anything else stands there. */
function readTime(text: string): { readonly time: number; readonly zone?: Zone } | undefined {
  const match = half.exec(text) ?? whole.exec(text) ?? hourOnly.exec(text) ?? compact.exec(text);
  const time = match ? timeOf(match) : 0;
  const rest = text.slice(match?.[0].length ?? 0).trimStart();
  if (time === undefined || rest === '') return time === undefined ? undefined : { time };
  const zone = offsetZone(rest);
  return zone && { time, zone };
}

function timeOf([, hours, minutes = '0', seconds = '0', last = '0']: RegExpExecArray): number | undefined {
  const isHalf = /[ap]/i.test(last);
  const hour = isHalf ? (Number(hours) % 12) + (last.toLowerCase() === 'p' ? 12 : 0) : Number(hours);
  const millisecond = isHalf ? 0 : fraction(last);
  return clockTime({ hour, minute: Number(minutes), second: Number(seconds), millisecond });
}

/** Digits behind the second's point, as milliseconds. */
export const fraction = (digits: string) => Number(digits.padEnd(3, '0').slice(0, 3));

type Clock = { readonly hour?: number; readonly minute?: number; readonly second?: number; readonly millisecond?: number };

/** Milliseconds since midnight, unless no clock shows it. */
export function clockTime(clock: Clock): number | undefined {
  const { hour = 0, minute = 0, second = 0 } = clock;
  return hour > 23 || minute > 59 || second > 59 ? undefined : utcOf({ year: 1970, ...clock });
}

function failure(text: string, code: number, why = 'Unexpected character'): MongoError {
  return new MongoError(code, `Error parsing date string '${text}'; ${why}`);
}
