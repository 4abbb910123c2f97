import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  instantOfLocal,
  isCalendarDay,
  isInstant,
  isTimeZone,
  localDayOf,
  localTimeOf,
  weekdayOf,
} from '../src/index.ts';

const days = fc.integer({ min: -300_000, max: 300_000 }).map((offset) => addDays('2026-01-01', offset));

describe('the calendar', () => {
  test('knows which days exist', () => {
    for (const day of ['2026-02-28', '2028-02-29', '0001-01-01', '9999-12-31']) expect(isCalendarDay(day), day).toBe(true);
    for (const day of ['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-32', '0000-01-01', '', 'today'])
      expect(isCalendarDay(day), day).toBe(false);
  });

  test('knows which instants exist', () => {
    for (const text of ['2026-01-31T01:30:00Z', '2026-01-31T01:30Z', '2026-01-31T01:30:00.123+08:00'])
      expect(isInstant(text), text).toBe(true);
    for (const text of ['2026-01-31T24:00:00Z', '2026-02-30T00:00:00Z', '2026-01-31 01:30', '2026-01-31T01:30:00', 'now'])
      expect(isInstant(text), text).toBe(false);
  });

  test('knows zones', () => {
    expect([isTimeZone('Asia/Shanghai'), isTimeZone('Mars/Base')]).toEqual([true, false]);
  });

  test('adding days and counting them are each other’s undoing', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -10_000, max: 10_000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day));
      }),
    );
  });

  test('a month later is in the next month, on the same day or its last', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -200, max: 200 }), (day, count) => {
        const later = addMonths(day, count);
        const month = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(month(later) - month(day)).toBe(count);
        expect(Number(later.slice(8)) === Number(day.slice(8)) || addDays(later, 1).endsWith('-01')).toBe(true);
      }),
    );
  });

  test('a local time and its instant belong together, over clock changes too', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
        fc.integer({ min: 0, max: 20_000 }),
        (zone, offset) => {
          const day = addDays('1990-01-01', offset);
          const instant = instantOfLocal(day, zone, '12:00:00');
          expect(localTimeOf(instant, zone)).toBe(`${day}T12:00:00`);
          expect(localDayOf(instant, zone)).toBe(day);
        },
      ),
    );
  });

  test('a time that the clocks skip is moved on', () => {
    expect(instantOfLocal('2026-03-29', 'Europe/Berlin', '02:30:00')).toBe('2026-03-29T01:30:00.000Z');
  });
});
