import { MongoError } from '../errors.ts';
import { positiveCount } from '../expression/array-operators.ts';
import { namedValues } from '../expression/builders.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import type { Scope } from '../expression/expr.ts';
import { insertSorted } from '../expression/insert-sorted.ts';
import { compileSort, parseSortDoc } from '../query/sort.ts';
import type { SortKey } from '../query/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import type { AccumulatorFactory } from './accumulators.ts';
import { sizeOf } from './memory.ts';

type Row = { readonly key: SortKey; readonly output: Value };

/** Reads `$top`, `$topN`, `$bottom` or `$bottomN`. Throws MongoError. */
export function parseTop(name: '$top' | '$topN' | '$bottom' | '$bottomN', argument: Value, scope: Scope): AccumulatorFactory {
  const many = name.endsWith('N');
  const names = many ? ['n', 'output', 'sortBy'] : ['output', 'sortBy'];
  const doc = namedValues(name, argument, {
    names,
    refusals: { notObject: 5788001, unknown: 5788002, missing: missingTop(argument, many) },
  });
  const sortBy = doc.get('sortBy');
  if (!(sortBy instanceof Map)) throw new MongoError(10065, `invalid parameter: expected an object (sortBy)`);
  const fields = parseSortDoc(sortBy);
  const keys = fields.map(({ path }) => compileExpression(`$${path}`, scope));
  const [n, output] = [compileExpression(doc.get('n') ?? 1, scope), compileExpression(doc.get('output'), scope)];
  const fromTop = name.startsWith('$top');
  const { keyOf, compare } = compileSort(fields.map(({ descending }, i) => ({ path: String(i), descending })));
  return (group) => {
    const rows: Row[] = [];
    const count = many ? positiveCount(name, n.evaluate(group)) : 1;
    return {
      add: (env) => {
        const sortable: Doc = new Map(keys.map((key, i) => [String(i), key.evaluate(env)]));
        const row = { key: keyOf(writeDoc(sortable)), output: output.evaluate(env) ?? null };
        insertSorted(rows, row, (a, b) => compare(a.key, b.key));
        if (rows.length > count) rows.splice(fromTop ? -1 : 0, 1);
        return rows.length < count ? sizeOf(row.output) + sizeOf(sortable) : 0;
      },
      result: () => (many ? rows.map((row) => row.output) : (rows[0]?.output ?? null)),
    };
  };
}

function missingTop(argument: Value, many: boolean): number {
  if (!(argument instanceof Map)) return 5788001;
  if (many && !argument.has('n')) return 5788003;
  return argument.has('output') ? 5788005 : 5788004;
}
