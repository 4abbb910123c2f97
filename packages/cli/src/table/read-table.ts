import { parse } from 'csv-parse/sync';
import { Fault } from '../fault.ts';
import { words } from '../locale.ts';

/** One row of a table that a person wrote, with the line of the file it begins on (from 1). */
export interface TableRow {
  line: number;
  cells: string[];
}

/** A table: its head and its rows; blank lines are no rows. */
export interface Table {
  head: string[];
  rows: TableRow[];
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

/** Reads a CSV as spreadsheets save it: UTF-8 with or without a mark, or GB18030; comma, semicolon or tab. Throws Fault. */
export function readTable(bytes: Uint8Array): Table {
  const text = decode(bytes);
  try {
    const parsed = parse(text, {
      info: true,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      delimiter: delimiterOf(text),
    }) as unknown as Parsed[];
    const lines = parsed.map(({ record, info }) => ({ line: info.lines - lineBreaks(record), cells: record.map((cell) => cell.trim()) }));
    const [head, ...rows] = lines.filter(({ cells }) => cells.some((cell) => cell !== ''));
    if (head === undefined) throw new Fault(words('文件是空的', 'The file is empty'));
    return { head: head.cells, rows };
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(words(`文件不是有效的 CSV：${(error as Error).message}`, `Not a valid CSV: ${(error as Error).message}`));
  }
}

/** A cell that holds line breaks makes its row end later than it begins. */
function lineBreaks(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What is not UTF-8 was saved by a Chinese spreadsheet.
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function delimiterOf(text: string): string {
  const head = text.slice(0, Math.max(0, text.search(/\r|\n/)) || undefined);
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: head.split(mark).length }));
  return counts.sort((a, b) => b.count - a.count)[0]?.mark ?? ',';
}
