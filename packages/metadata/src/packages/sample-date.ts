import { addDays, instantOfLocal, localDayOf } from '@formwright/formula';
import type { FieldTypeName } from '../generated/documents.ts';
import type { SampleDate } from './app-package.ts';

/** Whether a value of sample data is a relative date. */
export function isSampleDate(value: unknown): value is SampleDate {
  return typeof value === 'object' && value !== null && '$days' in value && Number.isInteger(value.$days);
}

/** The day or instant that a relative date means for a field, seen from the installation. */
export function sampleDateValue(value: SampleDate, type: FieldTypeName, at: { now: string; timeZone: string }): string {
  const day = addDays(localDayOf(at.now, at.timeZone), value.$days);
  return type === 'dateTime' ? instantOfLocal(day, at.timeZone, `${value.time ?? '09:00'}:00`) : day;
}
