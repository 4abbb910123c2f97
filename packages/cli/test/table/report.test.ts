import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeReport } from '../../src/table/report.ts';

it('lists bad rows so that a spreadsheet shows them and runs none of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'formwright-report-'));
  const path = await writeReport(join(folder, 'a.csv'), [{ line: 7, column: '=1+1', reason: '说了"不", 再说' }]);
  expect(path).toBe(join(folder, 'a.errors.csv'));
  const [, row] = readFileSync(path, 'utf8').split('\r\n');
  expect(row).toBe(`7,'=1+1,"说了""不"", 再说"`);
  rmSync(folder, { recursive: true });
});
