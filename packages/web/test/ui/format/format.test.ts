import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../src/ui/format/format.ts';

const say = (key: string, values: Record<string, number | string> = {}) => [key, ...Object.values(values)].join(' ');
const format = createFormat({ locale: 'zh-CN', timeZone: 'Asia/Shanghai', say, now: () => new Date('2026-11-22T17:30:00.000Z') });

describe('days and moments', () => {
  it('follow the time zone of the organisation', () => {
    expect(format.today()).toBe('2026-11-23');
    expect(format.moment('2026-11-22T16:05:00.000Z')).toBe('00:05');
    expect(format.moment('2026-11-22T15:05:00.000Z')).toBe('yesterdayAt 23:05');
  });

  it('say how late something is', () => {
    expect(format.dueDay('2026-11-21')).toEqual({ text: 'late 2', tone: 'late' });
    expect(format.dueDay('2026-11-23').tone).toBe('today');
    expect(format.dueDay('2027-01-05').text).toBe('2027-01-05');
  });

  it('count large figures in ten thousands', () => {
    expect(format.compact(12_345)).toBe('tenThousands 1.2');
    expect(format.compact(62_650_000)).toBe('tenThousands 6,265');
    expect(format.compact(304_540_000)).toBe('hundredMillions 3.05');
    expect(format.compactMoney(32_730_000)).toBe('¥\u00a0tenThousands 3,273');
  });

  it('count them in millions in English', () => {
    const english = createFormat({ locale: 'en', timeZone: 'Asia/Shanghai', say });
    expect(english.compactMoney(9_840_000)).toBe('¥\u00a0millions 9.84');
    expect(english.compactMoney(-276_450_000)).toBe('-¥\u00a0millions 276');
    expect(english.compactMoney(12_300, 'USD')).toBe('$\u00a0thousands 12.3');
    expect(english.compact(999)).toBe('999');
  });
});
