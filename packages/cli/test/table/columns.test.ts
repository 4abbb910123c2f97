import type { Field } from '@formwright/metadata';
import { describe, expect, it } from 'vitest';
import { matchColumns } from '../../src/table/columns.ts';
import { convertRow } from '../../src/table/convert-row.ts';

const fields = new Map<string, Field>([
  ['name', { type: 'string', title: '客户名称', 'x-field': { type: 'text' } }],
  ['phone', { type: 'string', title: '电话', 'x-field': { type: 'phone' } }],
  ['amount', { type: 'number', title: '金额', 'x-field': { type: 'money' } }],
  ['level', { type: 'string', title: '等级', enum: ['A'], 'x-field': { type: 'choice', options: [{ value: 'A', label: 'A 级' }] } }],
  ['due', { type: 'string', format: 'date', title: '下次跟进', 'x-field': { type: 'date' } }],
  ['owner', { type: 'string', title: '负责人', 'x-field': { type: 'member' } }],
]);
const convert = (record: Record<string, string>) => {
  const { columns } = matchColumns(Object.keys(record), fields);
  return convertRow(
    { line: 2, cells: Object.values(record) },
    { columns, timeZone: 'Asia/Shanghai', person: (name) => (name === '林知夏' ? 'u1' : undefined) },
  );
};

describe('columns', () => {
  it('belong to fields by title or key, whatever the width of letters', () => {
    const { columns, unknown } = matchColumns(['客户名称', 'ＰＨＯＮＥ', '奇怪的列', ''], fields);
    expect(columns.map((column) => column.key)).toEqual(['name', 'phone']);
    expect(unknown).toEqual(['奇怪的列']);
  });

  it('that stand twice are refused', () => {
    expect(() => matchColumns(['电话', 'phone'], fields)).toThrow(/电话|phone/);
  });
});

describe('cells', () => {
  it('become values: digits, amounts, labels, dates and names', () => {
    expect(convert({ 电话: '１３８-0000-1111', 金额: '￥1,200.5', 等级: 'A 级', 下次跟进: '2026年12月5日', 负责人: '林知夏' })).toEqual({
      phone: '13800001111',
      amount: 1200.5,
      level: 'A',
      due: '2026-12-05',
      owner: 'u1',
    });
  });

  it('that make no sense stay as written, for the server to refuse by name', () => {
    expect(convert({ 金额: '面议', 下次跟进: '2026-02-30', 等级: 'S' })).toEqual({ amount: '面议', due: '2026-02-30', level: 'S' });
  });

  it('that are empty are left out', () => {
    expect(convert({ 客户名称: 'A', 电话: '' })).toEqual({ name: 'A' });
  });
});
