import type { ApiRecord } from '@formwright/client';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedFields, mergeNews, type RecordPage } from '../../../src/ui/record-query/live-merge.ts';

const at = '2026-11-22T08:00:00.000Z';
const record = (id: string, version = 1, name = id): ApiRecord => ({
  id,
  version,
  createdAt: at,
  createdBy: 'u1',
  updatedAt: at,
  updatedBy: 'u1',
  name,
});
const pages: RecordPage[] = [{ records: [record('a'), record('b')], next: 'x', count: 3 }, { records: [record('c')] }];
const ids = (list: readonly RecordPage[]) => list.flatMap(({ records }) => records.map(({ id }) => id));

describe('changes of other people in a list', () => {
  it('show in the row where it stands', () => {
    const merged = mergeNews(pages, { present: [record('b', 2, '新名')], gone: new Set() });
    expect(ids(merged)).toEqual(['a', 'b', 'c']);
    expect(merged[0]?.records[1]?.name).toBe('新名');
  });

  it('bring new records to the top and count them', () => {
    const merged = mergeNews(pages, { present: [record('d')], gone: new Set() });
    expect(ids(merged)).toEqual(['d', 'a', 'b', 'c']);
    expect(merged[0]?.count).toBe(4);
  });

  it('take away what no longer belongs here', () => {
    const merged = mergeNews(pages, { present: [], gone: new Set(['a', 'unknown']) });
    expect(ids(merged)).toEqual(['b', 'c']);
    expect(merged[0]?.count).toBe(2);
  });

  it('never put an older state over a newer one', () => {
    const newer: RecordPage[] = [{ records: [record('a', 5, '新')] }];
    expect(mergeNews(newer, { present: [record('a', 4, '旧')], gone: new Set() })[0]?.records[0]?.name).toBe('新');
  });

  it('name the fields that differ, not the system ones', () => {
    expect(changedFields(record('a', 1, '旧'), record('a', 2, '新'))).toEqual(['name']);
    expect(changedFields(undefined, record('a'))).toEqual([]);
  });

  it('never show a record twice, whatever comes', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.uniqueArray(id), fc.uniqueArray(id), (present, gone) => {
        const left = new Set(gone.filter((each) => !present.includes(each)));
        const shown = ids(mergeNews(pages, { present: present.map((each) => record(each, 2)), gone: left }));
        expect(new Set(shown).size).toBe(shown.length);
        for (const each of left) expect(shown).not.toContain(each);
      }),
    );
  });
});
