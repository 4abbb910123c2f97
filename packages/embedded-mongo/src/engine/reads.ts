import { recordKey } from '../store/keys.ts';
import type { CollectionState } from './collection.ts';
import { heldSnapshotOf } from './held-snapshot.ts';
import type { EngineParts } from './parts.ts';
import { pause, Slice } from './pause.ts';
import { assertSeen, planQuery, type Query, type Sight } from './query.ts';
import { ReadCursor } from './read-cursor.ts';
import { Sorting } from './sorting.ts';
import { openTransactionOf } from './transaction.ts';
import type { Cursor, Engine, Namespace, OperationContext, RawDocument, ReadSpec } from './types.ts';
import { checkContext } from './write-queue.ts';

/** The engine's reads. */
export function createReads(parts: EngineParts): Pick<Engine, 'find' | 'scan' | 'count'> {
  return {
    find: (namespace, spec, context = {}) => {
      const collection = collectionOf(parts, namespace, context);
      return collection ? new ReadCursor(parts, { collection, spec, context }) : emptyCursor;
    },
    scan: async (namespace, spec, visit, context = {}) => {
      const collection = collectionOf(parts, namespace, context);
      if (collection) await onView(parts, context, (sight) => scan(parts, { collection, spec, ...sight, context, visit }));
    },
    count: async (namespace, spec, context = {}) => {
      const collection = collectionOf(parts, namespace, context);
      if (!collection) return 0;
      const all = await onView(parts, context, (sight) => count({ collection, spec, ...sight, context }));
      return Math.min(Math.max(all - (spec.skip ?? 0), 0), spec.limit ?? Number.POSITIVE_INFINITY);
    },
  };
}

/** The collection as the operation sees it. Throws SnapshotUnavailable for one that is younger than the moment it looks at. */
function collectionOf({ catalog }: EngineParts, namespace: Namespace, context: OperationContext): CollectionState | undefined {
  const transaction = openTransactionOf(context.transaction);
  if (transaction) return transaction.find(namespace);
  const collection = catalog.find(namespace);
  const snapshot = heldSnapshotOf(context.snapshot);
  if (collection && snapshot) assertSeen(collection, snapshot.seen);
  return collection;
}

const emptyCursor: Cursor = {
  next: () => Promise.resolve({ documents: [], done: true }),
  close: () => {},
};

async function onView<T>(parts: EngineParts, context: OperationContext, read: (sight: Sight) => Promise<T>): Promise<T> {
  const fixed = openTransactionOf(context.transaction) ?? heldSnapshotOf(context.snapshot);
  if (fixed) return read({ view: fixed.view, seen: fixed.seen });
  const snapshot = parts.file.snapshot();
  try {
    return await read({ view: snapshot });
  } finally {
    snapshot.release();
  }
}

interface Reading extends Sight {
  readonly collection: CollectionState;
  readonly spec: ReadSpec;
  readonly context: OperationContext;
}

type Visit = (document: RawDocument) => boolean | undefined;

async function scan(parts: EngineParts, reading: Reading & { readonly visit: Visit }): Promise<void> {
  const { spec, visit } = reading;
  const query = planQuery(reading.collection, spec, reading);
  let skip = spec.skip ?? 0;
  let left = spec.limit ?? Number.POSITIVE_INFINITY;
  const show: Visit = (document) => {
    if (skip > 0) {
      skip--;
      return true;
    }
    if (left-- <= 0) return false;
    return visit(spec.project?.(document) ?? document) !== false && left > 0;
  };
  if (!query.sort) return walk(query, reading, show);
  const sorting = new Sorting({ sort: query.sort, limit: skip + left, memory: parts.sortMemoryBytes });
  await walk(query, reading, (document) => {
    sorting.add(document);
    return true;
  });
  for (const document of sorting.finish()) if (show(document) === false) return;
}

/** Visits the rows of a query, letting others run every few milliseconds. */
async function walk(query: Query, { view, context }: Reading, visit: Visit): Promise<void> {
  const slice = new Slice();
  const rows = query.scan.rows(view);
  try {
    for (let next = rows.next(); !next.done; next = rows.next()) {
      if (next.value && visit(next.value.document) === false) return;
      if (!slice.over) continue;
      checkContext(context);
      await pause();
      slice.renew();
    }
  } finally {
    rows.return();
  }
}

async function count(reading: Reading): Promise<number> {
  const { collection, spec, view, context } = reading;
  if (spec.filter.op === 'constant' && spec.hint === undefined) {
    if (!spec.filter.matches) return 0;
    if (!context.transaction && !context.snapshot) return collection.count;
    return view.count({ low: recordKey(collection.tree, 0), high: recordKey(collection.tree + 1, 0) });
  }
  const query = planQuery(collection, { ...spec, sort: [] }, reading);
  const { plan } = query.chosen;
  if (plan.kind === 'index' && plan.exact && !plan.index.multikey) {
    return plan.ranges.reduce((sum, { low, high }) => sum + view.count({ low, high }), 0);
  }
  let found = 0;
  const enough = (spec.skip ?? 0) + (spec.limit ?? Number.POSITIVE_INFINITY);
  await walk(query, reading, () => ++found < enough);
  return found;
}
