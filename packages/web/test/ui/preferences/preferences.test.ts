import { describe, expect, it } from 'vitest';
import { spokenLocale } from '../../../src/ui/preferences/preferences.ts';

describe('the language of a browser', () => {
  it('is the chosen one, else the one it speaks itself', () => {
    expect(spokenLocale('en', 'zh-CN')).toBe('en');
    expect(spokenLocale('zh-CN', 'de')).toBe('zh-CN');
    expect(spokenLocale(null, 'zh-TW')).toBe('zh-CN');
    expect(spokenLocale(null, 'de-AT')).toBe('en');
  });
});
