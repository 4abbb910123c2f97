import { MongoError } from '../errors.ts';
import type { Value } from '../value/value.ts';
import { kindOf } from './builders.ts';

/** How far local time is ahead of UTC, in milliseconds, at a moment. */
export type Zone = { readonly offsetAt: (utc: number) => number };

/** UTC. */
export const utcZone: Zone = { offsetAt: () => 0 };

const zones = new Map<string, Zone>();

/** The zone of an Olson name (`Asia/Shanghai`) or an offset (`+08:00`). Throws 40517 for no text, 40485 for an unknown name. */
export function zoneOf(value: Value): Zone {
  if (typeof value !== 'string') throw new MongoError(40517, `timezone must evaluate to a string, found ${kindOf(value)}`);
  const known = zones.get(value);
  if (known) return known;
  const zone = fixedZone(value) ?? namedZone(value);
  if (zones.size > 500) zones.clear();
  zones.set(value, zone);
  return zone;
}

function fixedZone(text: string): Zone | undefined {
  if (text === 'UTC' || text === 'GMT' || text === 'Z') return utcZone;
  const match = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(text);
  if (!match) return undefined;
  const offset = (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000 * (match[1] === '-' ? -1 : 1);
  return { offsetAt: () => offset };
}

/** The zone that stands behind a date's text: `Z`, `UTC`, `GMT+8`, `+0830`; nothing for any other text. */
export function offsetZone(text: string): Zone | undefined {
  const match = /^(?:z|utc|gmt|(?:utc|gmt)?([+-])([01]?\d|2[0-4])(?::?([0-5]\d))?)$/i.exec(text);
  if (!match) return undefined;
  const offset = (Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0)) * 60_000 * (match[1] === '-' ? -1 : 1);
  return { offsetAt: () => offset };
}

function namedZone(name: string): Zone {
  const format = zoneFormat(name);
  const cache = new Map<number, number>();
  return {
    offsetAt: (utc) => {
      const quarter = Math.floor(utc / 900_000);
      const known = cache.get(quarter);
      if (known !== undefined) return known;
      const offset = readOffset(format, utc);
      if (cache.size > 50_000) cache.clear();
      cache.set(quarter, offset);
      return offset;
    },
  };
}

function zoneFormat(name: string): Intl.DateTimeFormat {
  try {
    if (name === '' || /^[+-]/.test(name)) throw new RangeError(name);
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new MongoError(40485, `unrecognized time zone identifier: "${name}"`);
  }
}

function readOffset(format: Intl.DateTimeFormat, utc: number): number {
  const parts = new Map(format.formatToParts(utc).map(({ type, value }) => [type, value]));
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get('era')?.startsWith('B') ? 1 - number('year') : number('year');
  const local = new Date(0);
  local.setUTCFullYear(year, number('month') - 1, number('day'));
  local.setUTCHours(number('hour'), number('minute'), number('second'));
  return local.getTime() - Math.floor(utc / 1000) * 1000;
}

/** The moment that a zone's clock shows as `local` (milliseconds as if it were UTC); of two, the earlier; in a gap, the later clock. */
export function toUtc(local: number, zone: Zone): number {
  const before = local - zone.offsetAt(local - 86_400_000);
  if (before + zone.offsetAt(before) === local) return before;
  const after = local - zone.offsetAt(local + 86_400_000);
  return after + zone.offsetAt(after) === local ? after : before;
}

/** A date whose UTC getters read the zone's clock. */
export function inZone(date: Date, zone: Zone): Date {
  return new Date(date.getTime() + zone.offsetAt(date.getTime()));
}
