import type { Filter } from '../query/types.ts';
import { compilePath } from '../query/walk-path.ts';
import { equalityKey } from '../value/compare.ts';
import { readDoc, readValue } from '../value/read.ts';
import { T } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { toOperand } from '../value/write.ts';
import { MemoryBound, sortTooLarge } from './memory.ts';
import type { RunContext } from './stage.ts';
import type { Lead } from './types.ts';

/** Finds documents of another collection by the value at a path. */
export type ForeignFinder = (values: readonly Value[]) => Promise<readonly Doc[]>;

/** A finder: by the collection's index, or else by a table of the whole collection that is made once. */
export function foreignFinder(collection: string, path: string, context: RunContext): ForeignFinder {
  if (context.isIndexed?.(collection, path)) return (values) => findByIndex(collection, { path, values }, context);
  let table: Promise<ForeignTable> | undefined;
  return async (values) => {
    table ??= readTable(collection, path, context);
    return (await table).find(values);
  };
}

/** A lead that only filters. */
export function leadOf(filter: Filter): Lead {
  return { filter, sort: [], skip: 0, limit: Number.POSITIVE_INFINITY, paths: null, countOnly: false };
}

async function findByIndex(
  collection: string,
  { path, values }: { path: string; values: readonly Value[] },
  context: RunContext,
): Promise<Doc[]> {
  const operands = values.map((value) => toOperand(value ?? null));
  const [only] = operands;
  const filter: Filter =
    only && operands.length === 1 ? { op: 'eq', path, value: only } : { op: 'in', path, values: operands, regexes: [] };
  const docs: Doc[] = [];
  for await (const batch of context.read(collection, leadOf(filter))) for (const raw of batch) docs.push(readDoc(raw));
  return docs;
}

type ForeignTable = { readonly find: (values: readonly Value[]) => readonly Doc[] };

async function readTable(collection: string, path: string, context: RunContext): Promise<ForeignTable> {
  const bound = new MemoryBound(context.memoryLimit, () => sortTooLarge(context.memoryLimit));
  const rows: Uint8Array[] = [];
  const byKey = new Map<string, number[]>();
  const collect = keyCollector(path);
  for await (const batch of context.read(collection, leadOf({ op: 'constant', matches: true }))) {
    for (const raw of batch) {
      bound.hold(raw.length + 100);
      const at = rows.push(raw.slice()) - 1;
      for (const key of collect(raw)) addRow(byKey, key, at);
    }
    await context.pause?.();
  }
  return { find: (values) => findRows(rows, byKey, values) };
}

function addRow(byKey: Map<string, number[]>, key: string, at: number): void {
  const list = byKey.get(key);
  if (list) list.push(at);
  else byKey.set(key, [at]);
}

function findRows(rows: readonly Uint8Array[], byKey: ReadonlyMap<string, number[]>, values: readonly Value[]): Doc[] {
  const found = new Set(values.flatMap((value) => byKey.get(foreignKey(value)) ?? []));
  return [...found].sort((a, b) => a - b).map((at) => readDoc(rows[at] as Uint8Array));
}

/** Null, undefined and absent are one key. */
function foreignKey(value: Value): string {
  const key = equalityKey(value);
  return key === 'missing' || key === equalityKey(null) ? 'null' : key;
}

function keyCollector(path: string): (raw: Uint8Array) => ReadonlySet<string> {
  let keys = new Set<string>();
  const walk = compilePath(path, 'elements', (type, bytes, at) => {
    keys.add(type === T.missing || type === T.undefined ? 'null' : foreignKey(readValue(type, bytes, at)));
    return false;
  });
  return (raw) => {
    keys = new Set();
    walk(raw, 0, undefined);
    return keys;
  };
}
