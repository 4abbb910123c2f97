import { describe, expect, it } from 'vitest';
import { loadAntdLocale } from '../../src/app/antd-locale.ts';

describe('the texts inside antd', () => {
  it('keep to the tone of the house', async () => {
    const texts = await loadAntdLocale('zh-CN');
    expect(texts.DatePicker?.lang.placeholder).toBe('选择日期');
    expect(JSON.stringify(texts)).not.toMatch(/请|您|！/);
  });
});
