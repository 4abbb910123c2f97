import { writeFile } from 'node:fs/promises';
import { words } from '../locale.ts';

/** A row that was not taken, and why. */
export interface BadRow {
  /** Line of the file, from 1. */
  line: number;
  /** Head of the culprit column; empty for the row as a whole. */
  column: string;
  reason: string;
}

/** Writes the bad rows beside the file, as a CSV that spreadsheets open rightly; answers its path. */
export async function writeReport(file: string, rows: readonly BadRow[]): Promise<string> {
  const path = `${file.replace(/\.csv$/i, '')}.errors.csv`;
  const head = [words('行', 'line'), words('列', 'column'), words('原因', 'reason')];
  const lines = [head, ...rows.map((row) => [String(row.line), row.column, row.reason])];
  await writeFile(path, `\uFEFF${lines.map((line) => line.map(quote).join(',')).join('\r\n')}\r\n`);
  return path;
}

/** Quotes a cell; one that a spreadsheet would take for a formula is shown as text. */
function quote(cell: string): string {
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
