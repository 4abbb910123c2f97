import { entryKey, type RecordId, readRecordId, recordIdOf, recordKey, uniqueKey } from '../store/keys.ts';
import type { ReadView } from '../store/view.ts';
import type { CollectionState, IndexState } from './collection.ts';
import { keysOf } from './index-keys.ts';
import type { EngineParts } from './parts.ts';
import { pause, Slice } from './pause.ts';
import type { CheckReport, CollectionCheck, Namespace } from './types.ts';

const mostProblems = 100;

/** Compares every index with what a rebuild would hold, and the counts with what is there, on one snapshot. */
export async function checkAll(parts: EngineParts): Promise<CheckReport> {
  const snapshot = parts.file.snapshot();
  const counts = new Map(parts.catalog.all().map((collection) => [collection, { count: collection.count, size: collection.size }]));
  const report = { collections: counts.size, documents: 0, keys: 0, problems: [] as string[] };
  try {
    for (const [collection, counted] of counts) {
      const found = await checkCollection(collection, snapshot);
      report.documents += found.count;
      report.keys += found.indexes.reduce((sum, { keys }) => sum + keys, 0);
      report.problems.push(...found.problems, ...compareCounts(collection, { found, counted }));
    }
  } finally {
    snapshot.release();
  }
  return { ...report, problems: report.problems.slice(0, mostProblems) };
}

/** Compares the indexes of one collection with what a rebuild would hold; null = there is no such collection. */
export async function checkOne({ catalog, file }: EngineParts, namespace: Namespace): Promise<CollectionCheck | null> {
  const collection = catalog.find(namespace);
  if (!collection) return null;
  const snapshot = file.snapshot();
  try {
    const { count, indexes, problems } = await checkCollection(collection, snapshot);
    return { documents: count, indexes, problems: problems.slice(0, mostProblems) };
  } finally {
    snapshot.release();
  }
}

interface Counted {
  readonly count: number;
  readonly size: number;
}

interface Found extends Counted {
  readonly indexes: CollectionCheck['indexes'];
  readonly problems: readonly string[];
}

function compareCounts(collection: CollectionState, { found, counted }: { found: Counted; counted: Counted }): string[] {
  if (found.count === counted.count && found.size === counted.size) return [];
  return [
    `${nameOf(collection)}: ${found.count} documents of ${found.size} bytes, but the catalog says ${counted.count} of ${counted.size}`,
  ];
}

async function checkCollection(collection: CollectionState, view: ReadView): Promise<Found> {
  const found = { count: 0, size: 0, indexes: [] as { name: string; keys: number }[], problems: [] as string[] };
  const expected = new Map<IndexState, number>();
  const entries = view.entries({ low: recordKey(collection.tree, 0), high: recordKey(collection.tree + 1, 0) });
  const slice = new Slice();
  const indexes = collection.indexes.filter(({ ready }) => ready);
  for (let next = entries.next(); !next.done; next = entries.next()) {
    const id = recordIdOf(next.value.key);
    found.count++;
    found.size += next.value.value.length;
    for (const index of indexes) {
      const { keys } = keysOf(index, next.value.value);
      expected.set(index, (expected.get(index) ?? 0) + keys.length);
      for (const key of keys) if (!isEntry(view, { index, id }, key)) found.problems.push(missing(collection, index, id));
    }
    if (slice.over) {
      await pause();
      slice.renew();
    }
  }
  for (const index of indexes) {
    const there = view.count({ low: recordKey(index.tree, 0), high: recordKey(index.tree + 1, 0) });
    const wanted = expected.get(index) ?? 0;
    found.indexes.push({ name: index.name, keys: there });
    if (there !== wanted)
      found.problems.push(`${nameOf(collection)}: index ${index.name} has ${there} keys, a rebuild would have ${wanted}`);
  }
  return found;
}

function isEntry(view: ReadView, { index, id }: { index: IndexState; id: RecordId }, key: Uint8Array): boolean {
  if (!index.unique) return view.peek(entryKey(index.tree, key, id)) !== undefined;
  const there = view.peek(uniqueKey(index.tree, key));
  return there !== undefined && readRecordId(there, 0) === id;
}

function missing(collection: CollectionState, index: IndexState, id: RecordId): string {
  return `${nameOf(collection)}: index ${index.name} lacks a key of record ${id}`;
}

function nameOf({ namespace: { db, coll } }: CollectionState): string {
  return `${db}.${coll}`;
}
