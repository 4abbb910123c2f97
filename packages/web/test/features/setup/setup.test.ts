import { describe, expect, it } from 'vitest';
import { passwordStrength } from '../../../src/features/setup/password-strength.ts';
import { timeZones } from '../../../src/features/setup/time-zones.ts';

describe('the strength of a password', () => {
  it('is short below ten characters, whatever they are', () => {
    expect(passwordStrength('aB3$aB3$a')).toBe('short');
  });

  it('grows with kinds of characters and with length', () => {
    expect(passwordStrength('aaaaaaaaaaaa')).toBe('weak');
    expect(passwordStrength('kuaikuaixi')).toBe('weak');
    expect(passwordStrength('clover2026mint')).toBe('fair');
    expect(passwordStrength('Clover-2026')).toBe('good');
    expect(passwordStrength('four quiet foxes walk')).toBe('good');
  });
});

describe('the list of time zones', () => {
  it('begins with the browser’s own and holds each once', () => {
    const zones = timeZones('zh-CN', 'Asia/Tokyo').map(({ value }) => value);
    expect(zones[0]).toBe('Asia/Tokyo');
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones).toContain('Europe/Madrid');
  });

  it('names China’s by its city and offset', () => {
    expect(timeZones('zh-CN', 'Asia/Shanghai')[0]?.label).toBe('中国标准时间 · 上海（UTC+8）');
  });
});
