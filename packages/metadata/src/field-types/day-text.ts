import { instantOfLocal, isCalendarDay, isInstant } from '@formwright/formula';
import { toHalfWidth } from './number-text.ts';

/** The day that a person wrote (`2026/1/5`, `2026年1月5日`, `2026.01.05`, `20260105`), or undefined. */
export function parseDayText(text: string): string | undefined {
  const plain = toHalfWidth(text).trim();
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00?:00(?::00(?:\.0+)?)?)?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  const day = match ? `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}` : '';
  return isCalendarDay(day) ? day : undefined;
}

/** The instant that a person wrote as day and time in a zone, or undefined. */
export function parseInstantText(text: string, timeZone: string): string | undefined {
  const plain = toHalfWidth(text).trim();
  if (isInstant(plain)) return new Date(plain).toISOString();
  const match = /^(\S+?)[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(plain);
  const day = parseDayText(match?.[1] ?? plain);
  if (!day) return undefined;
  const [hour, minute, second] = [match?.[2] ?? '0', match?.[3] ?? '00', match?.[4] ?? '00'];
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return instantOfLocal(day, timeZone, `${hour.padStart(2, '0')}:${minute}:${second}`);
}
