import { addDays, isCalendarDay, isInstant, localDayOf, localTimeOf, weekdayOf } from '@formwright/formula';
import type { Bucket, ValueShape } from '@formwright/metadata';

/**
 * How fine the database groups times before we fold them into days, weeks or months of the organisation's zone: the number
 * of leading characters of the stored text. Hours suffice where the zone is whole hours off UTC.
 */
export function grainOf(shape: ValueShape, bucket: Bucket, timeZone: string): number {
  if (shape === 'date') return bucket === 'year' ? 4 : bucket === 'month' || bucket === 'quarter' ? 7 : 10;
  return isWholeHours(timeZone) ? 13 : 16;
}

/** First day of the bucket that a grain (the leading characters of a stored time) falls into; null for an empty one and for what is no time. */
export function bucketOf(grain: unknown, span: { bucket: Bucket; shape: ValueShape; timeZone: string }): string | null {
  if (typeof grain !== 'string' || grain === '') return null;
  const { bucket, shape, timeZone } = span;
  if (shape === 'date') {
    const day = `${grain}${'-01-01'.slice(grain.length === 4 ? 0 : 3)}`.slice(0, 10);
    return isCalendarDay(day) ? firstDay(day, bucket) : null;
  }
  const instant = grain.length === 13 ? `${grain}:00:00Z` : `${grain}:00Z`;
  return isInstant(instant) ? firstDay(localDayOf(instant, timeZone), bucket) : null;
}

function firstDay(day: string, bucket: Bucket): string {
  switch (bucket) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, 1 - weekdayOf(day));
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'quarter':
      return `${day.slice(0, 5)}${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
    case 'year':
      return `${day.slice(0, 4)}-01-01`;
  }
}

/** Looked at in two seasons and two decades; a zone that ever was half an hour off is rare and only costs finer groups. */
function isWholeHours(timeZone: string): boolean {
  const moments = ['1995-01-01T00:00:00Z', '1995-07-01T00:00:00Z', '2025-01-01T00:00:00Z', '2025-07-01T00:00:00Z'];
  return moments.every((moment) => localTimeOf(moment, timeZone).slice(14, 16) === '00');
}
