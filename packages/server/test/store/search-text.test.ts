import { describe, expect, it } from 'vitest';
import { searchProbes, searchTextOf, searchWords } from '../../src/store/search-text.ts';
import { pinyinInitials, sortKeyOf } from '../../src/store/sort-key.ts';

/** Whether a search for one word would find a field that holds these texts. */
const finds = (word: string, ...texts: string[]) => {
  const { tokens, text } = searchTextOf('name', texts);
  return searchWords(word).every((each) =>
    searchProbes('name', each).some((probe) => probe.tokens.every((token) => tokens.includes(token)) && text.includes(probe.part)),
  );
};

describe('quick search', () => {
  it('finds Chinese by any part, one character too', () => {
    for (const part of ['北京', '京云图', '图', '北京云图科技']) expect(finds(part, '北京云图科技')).toBe(true);
    for (const part of ['京北', '云科', '海']) expect(finds(part, '北京云图科技')).toBe(false);
  });

  it('finds by pinyin initials of neighbouring characters', () => {
    for (const part of ['bjyt', 'YTKJ', 'y']) expect(finds(part, '北京云图科技')).toBe(true);
    expect(finds('bjkj', '北京云图科技')).toBe(false);
    expect(pinyinInitials('重庆A北京')).toEqual(['cq', 'bj']);
  });

  it('finds words by their beginning, long ones too, and numbers by any three digits', () => {
    expect(finds('form', 'Formwright Ltd')).toBe(true);
    expect(finds('formwrights', 'Formwright Ltd')).toBe(false);
    expect(finds('formwright', 'Formwright Ltd')).toBe(true);
    expect(finds('wright', 'Formwright Ltd')).toBe(false);
    expect(finds('0013', '13800138000')).toBe(true);
    expect(finds('13', '13800138000')).toBe(true);
    expect(finds('139', '13800138000')).toBe(false);
  });

  it('does not mind case, width or several words in any order', () => {
    expect(finds('ＡＣＭＥ', 'acme 上海')).toBe(true);
    expect(finds('上海 acme', 'acme 上海')).toBe(true);
    expect(finds('a.b*', 'a.b*c')).toBe(true);
    expect(finds('mail@x', 'mail@xyz.com')).toBe(true);
  });

  it('looks up first what is likely the rarest: the end of a phone number, the head of a name, the longest word', () => {
    const first = (word: string) => searchProbes('name', word)[0]?.tokens[0];
    expect(first('13810079')).toBe('name:079');
    expect(first('澄川智能有限公司')).toBe('name:澄川');
    expect(first('上海acme')).toBe('name:acme');
  });

  it('takes signs that are no letters for nothing to find by', () => {
    expect(searchProbes('name', '*')).toEqual([]);
  });
});

describe('order', () => {
  it('stands Chinese by pinyin and tone, and texts in either case together', () => {
    const sorted = ['张三', '李四', '阿明', 'bob', 'Alice', '章二', '长安'].sort((one, other) =>
      sortKeyOf(one) < sortKeyOf(other) ? -1 : 1,
    );
    expect(sorted).toEqual(['阿明', 'Alice', 'bob', '长安', '李四', '张三', '章二']);
  });
});
