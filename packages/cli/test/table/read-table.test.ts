import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/table/read-table.ts';

const table = (text: string) => readTable(new TextEncoder().encode(text));
const example = (name: string) => readTable(readFileSync(new URL(`../../../../examples/customers/${name}`, import.meta.url)));

describe('reading a CSV as people save it', () => {
  it('passes blank lines over and still counts lines as the file has them', () => {
    expect(table('name,phone\r\n\r\nA,1\r\n,\r\nB,2\r\n').rows).toEqual([
      { line: 3, cells: ['A', '1'] },
      { line: 5, cells: ['B', '2'] },
    ]);
  });

  it('keeps commas, quotes and line breaks inside a quoted cell, and names the line a row begins on', () => {
    expect(table('name,remark\nA,"x, ""y""\nz"\nB,2\n').rows).toEqual([
      { line: 2, cells: ['A', 'x, "y"\nz'] },
      { line: 4, cells: ['B', '2'] },
    ]);
  });

  it('takes the mark off the first head and spaces off cells', () => {
    expect(table('\uFEFFname\n  A \n')).toEqual({ head: ['name'], rows: [{ line: 2, cells: ['A'] }] });
  });

  it('knows semicolons and tabs', () => {
    expect(table('a;b\n1;2\n').rows[0]?.cells).toEqual(['1', '2']);
    expect(table('a\tb\n1\t2\n').rows[0]?.cells).toEqual(['1', '2']);
  });

  it('reads a GB18030 file as its UTF-8 twin', () => {
    expect(example('customers.gb18030.csv')).toEqual(example('customers.csv'));
    expect(example('customers.csv').rows).toHaveLength(1000);
  });

  it('says that a file is empty', () => {
    expect(() => table('\n\n')).toThrow(/空|empty/);
  });
});
