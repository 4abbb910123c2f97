import type { ApiRecord } from '@formwright/client';
import { describe, expect, it } from 'vitest';
import { groupedLines } from '../../../src/features/list/grid/grid-rows.ts';

const at = '2026-11-22T08:00:00.000Z';
const record = (id: string, level?: string): ApiRecord => ({
  id,
  version: 1,
  createdAt: at,
  createdBy: null,
  updatedAt: at,
  updatedBy: null,
  ...(level ? { level } : {}),
});
const group = (value: unknown, count: number) => ({ value, count, figures: new Map() });
const shape = (lines: ReturnType<typeof groupedLines>) =>
  lines.map((line) => (line.kind === 'group' ? `[${String(line.value)}]` : line.record.id));

describe('grouped rows', () => {
  const groups = [group('A', 2), group('B', 1), group(null, 1)];
  const records = [record('1', 'A'), record('2', 'A'), record('3', 'B'), record('4')];

  it('stand below the head of their group', () => {
    expect(shape(groupedLines({ groups, records, field: 'level', collapsed: new Set(), hasMore: false }))).toEqual([
      '[A]',
      '1',
      '2',
      '[B]',
      '3',
      '[null]',
      '4',
    ]);
  });

  it('are hidden while their group is folded', () => {
    expect(shape(groupedLines({ groups, records: records.slice(2), field: 'level', collapsed: new Set(['"A"']), hasMore: false }))).toEqual(
      ['[A]', '[B]', '3', '[null]', '4'],
    );
  });

  it('leave out groups that are not loaded yet', () => {
    expect(shape(groupedLines({ groups, records: records.slice(0, 2), field: 'level', collapsed: new Set(), hasMore: true }))).toEqual([
      '[A]',
      '1',
      '2',
    ]);
  });
});
