import { addDays, addMonths, localDayOf, weekdayOf } from '@formwright/formula';
import type { Dynamic } from '../generated/documents.ts';

/** A span of days: from the first, up to but without the second. */
export interface DaySpan {
  from: string;
  to: string;
}

/** The days that a dynamic time means, seen from an instant in a zone; undefined for values that are no time. Weeks begin on Monday. */
export function daySpanOf(value: Dynamic, now: string, timeZone: string): DaySpan | undefined {
  const today = localDayOf(now, timeZone);
  const week = addDays(today, 1 - weekdayOf(today));
  const month = `${today.slice(0, 8)}01`;
  const quarter = addMonths(`${today.slice(0, 5)}01-01`, Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3);
  const year = `${today.slice(0, 5)}01-01`;
  switch (value.dynamic) {
    case 'now':
    case 'today':
      return days(today, 1);
    case 'yesterday':
      return days(addDays(today, -1), 1);
    case 'tomorrow':
      return days(addDays(today, 1), 1);
    case 'thisWeek':
      return days(week, 7);
    case 'lastWeek':
      return days(addDays(week, -7), 7);
    case 'nextWeek':
      return days(addDays(week, 7), 7);
    case 'thisMonth':
      return months(month, 1);
    case 'lastMonth':
      return months(addMonths(month, -1), 1);
    case 'nextMonth':
      return months(addMonths(month, 1), 1);
    case 'thisQuarter':
      return months(quarter, 3);
    case 'lastQuarter':
      return months(addMonths(quarter, -3), 3);
    case 'thisYear':
      return months(year, 12);
    case 'lastYear':
      return months(addMonths(year, -12), 12);
    case 'lastDays':
      return days(addDays(today, 1 - (value.days ?? 7)), value.days ?? 7);
    case 'nextDays':
      return days(today, value.days ?? 7);
    case 'me':
    case 'myReports':
    case 'myDepartment':
    case 'myDepartments':
      return undefined;
  }
}

function days(from: string, count: number): DaySpan {
  return { from, to: addDays(from, count) };
}

function months(from: string, count: number): DaySpan {
  return { from, to: addMonths(from, count) };
}
