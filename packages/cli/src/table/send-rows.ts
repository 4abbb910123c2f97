import type { Client } from '@formwright/client';
import { words } from '../locale.ts';
import type { Column } from './columns.ts';
import { convertRow, type RowContext } from './convert-row.ts';
import type { TableRow } from './read-table.ts';
import type { BadRow } from './report.ts';

/** Where rows go and how they are told apart. */
export interface Target {
  client: Client;
  app: string;
  entity: string;
  /** Column whose value tells whether a record is there already. */
  key: Column;
}

/** What became of the rows. */
export interface Sent {
  created: number;
  updated: number;
  unchanged: number;
  bad: BadRow[];
}

interface Row {
  line: number;
  record: Record<string, unknown>;
}

const batchSize = 200;

/** Sends rows through the batch call, telling how many are done; a row that repeats the key of an earlier one is a bad row. */
export async function sendRows(
  rows: readonly TableRow[],
  context: RowContext,
  options: { target: Target; progress: (done: number) => void },
): Promise<Sent> {
  const sent: Sent = { created: 0, updated: 0, unchanged: 0, bad: [] };
  const good = sift(rows, context, { key: options.target.key, bad: sent.bad });
  for (let from = 0; from < good.length; from += batchSize) {
    await sendBatch(good.slice(from, from + batchSize), { target: options.target, context, sent });
    options.progress(Math.min(from + batchSize, good.length) + sent.bad.length);
  }
  sent.bad.sort((a, b) => a.line - b.line);
  return sent;
}

function sift(rows: readonly TableRow[], context: RowContext, { key, bad }: { key: Column; bad: BadRow[] }): Row[] {
  const lines = new Map<unknown, number>();
  return rows.flatMap((row): Row[] => {
    const record = convertRow(row, context);
    const value = record[key.key];
    if (value === undefined) {
      bad.push({
        line: row.line,
        column: key.title,
        reason: words(`没有${key.title}，无法对应到已有数据`, `No ${key.title} to be matched by`),
      });
      return [];
    }
    const earlier = lines.get(value);
    if (earlier !== undefined) {
      bad.push({
        line: row.line,
        column: key.title,
        reason: words(`和第 ${earlier} 行的${key.title}相同：${String(value)}`, `Same ${key.title} as line ${earlier}: ${String(value)}`),
      });
      return [];
    }
    lines.set(value, row.line);
    return [{ line: row.line, record }];
  });
}

async function sendBatch(
  rows: readonly Row[],
  { target, context, sent }: { target: Target; context: RowContext; sent: Sent },
): Promise<void> {
  const { results } = await target.client.call('batch', {
    params: { app: target.app, entity: target.entity },
    body: { upsert: { by: target.key.key, records: rows.map(({ record }) => record) } },
  });
  for (const [at, result] of results.entries()) {
    const line = rows[at]?.line ?? 0;
    if ('error' in result) sent.bad.push(...badRowsOf(result.error, line, context));
    else if (result.did === 'created') sent.created += 1;
    else if (result.did === 'unchanged') sent.unchanged += 1;
    else sent.updated += 1;
  }
}

function badRowsOf(error: { message: string; details: { path: string; message: string }[] }, line: number, context: RowContext): BadRow[] {
  if (error.details.length === 0) return [{ line, column: '', reason: error.message }];
  return error.details.map((detail) => ({ line, column: columnOf(detail.path, context.columns), reason: detail.message }));
}

function columnOf(path: string, columns: readonly Column[]): string {
  const parts = path.split('/');
  return columns.find((column) => parts.includes(column.key))?.title ?? '';
}
