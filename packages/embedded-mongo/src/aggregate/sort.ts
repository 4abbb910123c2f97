import { MongoError } from '../errors.ts';
import { compileSort, parseSortDoc } from '../query/sort.ts';
import type { CompiledSort, SortField, SortKey } from '../query/types.ts';
import type { Doc } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { MemoryBound, sizeOf, sortTooLarge } from './memory.ts';
import { type DocBatches, inBatches, type RunContext, type Stage, type StageParser } from './stage.ts';

/** `$sort`. */
export const sortStage: StageParser = (argument) => {
  if (!(argument instanceof Map)) throw new MongoError(15973, 'the $sort key specification must be an object');
  if (argument.size === 0) throw new MongoError(15976, '$sort stage must have at least one sort key');
  return sortBy(parseSortDoc(argument));
};

/** A stage that sorts. */
export function sortBy(fields: readonly SortField[]): Stage {
  const sort = compileSort(fields);
  return {
    name: '$sort',
    reads: fields.map(({ path }) => path),
    replaces: false,
    leaves: () => true,
    lead: { kind: 'sort', sort: fields },
    run: (docs, context) => sorted(docs, sort, context),
  };
}

async function* sorted(docs: DocBatches, { keyOf, compare }: CompiledSort, { memoryLimit, pause }: RunContext): DocBatches {
  const bound = new MemoryBound(memoryLimit, () => sortTooLarge(memoryLimit));
  const rows: { readonly key: SortKey; readonly doc: Doc }[] = [];
  for await (const batch of docs) {
    for (const doc of batch) {
      bound.hold(sizeOf(doc));
      rows.push({ key: keyOf(writeDoc(doc)), doc });
    }
    await pause?.();
  }
  rows.sort((a, b) => compare(a.key, b.key));
  yield* inBatches(rows.map(({ doc }) => doc));
}
