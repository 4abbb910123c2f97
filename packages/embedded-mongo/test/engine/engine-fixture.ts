import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'bson';
import { openEngine } from '../../src/engine/engine.ts';
import type { Engine, EngineOptions, IndexSpec, Namespace, OperationContext, ReadSpec } from '../../src/engine/types.ts';
import { parseFilter } from '../../src/query/parse-filter.ts';
import type { Filter, SortField } from '../../src/query/types.ts';

/** The collection that the tests use. */
export const things: Namespace = { db: 'shop', coll: 'things' };

export type Plain = Record<string, unknown>;

export const raw = (document: Plain): Uint8Array => serialize(document, { ignoreUndefined: true });

export const plain = (document: Uint8Array): Plain => deserialize(document);

export const filter = (document: Plain = {}): Filter => parseFilter(raw(document));

export const fields = (key: Record<string, 1 | -1>): SortField[] =>
  Object.entries(key).map(([path, direction]) => ({ path, descending: direction === -1 }));

export const indexSpec = (key: Record<string, 1 | -1>, options: Partial<IndexSpec> = {}): IndexSpec => ({
  name: Object.entries(key)
    .map((part) => part.join('_'))
    .join('_'),
  key: fields(key),
  ...options,
});

export interface Shop {
  readonly engine: Engine;
  readonly folder: string;
  insert(...documents: Plain[]): Promise<void>;
  find(where?: Plain, spec?: Partial<ReadSpec>, context?: OperationContext): Promise<Plain[]>;
  /** Sets fields of all that match. */
  set(where: Plain, change: Plain, context?: OperationContext): Promise<number>;
  reopen(options?: Partial<EngineOptions>): Promise<Shop>;
  close(): Promise<void>;
}

/** An engine in a temporary folder. */
export async function openShop(options: Partial<EngineOptions> = {}): Promise<Shop> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
  const engine = await openEngine({ ttlSweepSeconds: 0, ...options, folder });
  return {
    engine,
    folder,
    insert: async (...documents) => {
      const { failures } = await engine.insert(things, documents.map(raw), { ordered: true });
      if (failures[0]) throw failures[0].error;
    },
    find: (where, spec, context) => readAll(engine, { filter: filter(where), ...spec }, context),
    set: async (where, change, context) => {
      const transform = (document: Uint8Array) => raw({ ...plain(document), ...change });
      const statement = () => ({ filter: filter(where), multi: true, transform });
      const { results, failures } = await engine.update(things, [statement], { ordered: true }, context);
      if (failures[0]) throw failures[0].error;
      return results.get(0)?.modified ?? 0;
    },
    reopen: async (changes = {}) => {
      await engine.close();
      return openShop({ ...options, ...changes, folder });
    },
    close: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Everything a read answers. */
export async function readAll(engine: Engine, spec: ReadSpec, context?: OperationContext): Promise<Plain[]> {
  const cursor = engine.find(things, spec, context);
  const found: Plain[] = [];
  for (;;) {
    const { documents, done } = await cursor.next({ documents: 7 });
    found.push(...documents.map(plain));
    if (done) return found;
  }
}
