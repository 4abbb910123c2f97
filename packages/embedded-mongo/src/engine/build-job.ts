import { compareBytes } from '../bson/compare.ts';
import type { MongoError } from '../errors.ts';
import { recordKey } from '../store/keys.ts';
import { copyOf } from '../store/slab.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { CollectionState, IndexState } from './collection.ts';
import { duplicateOf, indexDocument, type KeyPlace } from './document-writes.ts';
import { openScan } from './open-scan.ts';
import type { Scan } from './scan.ts';

const gatherAtOnce = 256;

/**
 * Fills new indexes with the documents that are there, a piece per batch. Writers keep the indexes from the moment they are
 * in the catalog, so each piece only has to add what it sees; entries that are there already are put again without harm.
 */
export class BuildJob {
  private readonly collection: CollectionState;
  private readonly indexes: readonly IndexState[];
  private readonly scan: Scan;
  private waiting: number[] = [];
  /** By index, the smallest key that two documents share. */
  private readonly duplicates = new Map<IndexState, Duplicate>();

  constructor(collection: CollectionState, indexes: readonly IndexState[]) {
    this.collection = collection;
    this.indexes = indexes;
    this.scan = openScan({ collection, plan: { kind: 'scan', reverse: false }, matches: () => true });
  }

  step(writer: BatchWriter, until: number): boolean {
    if (this.collection.dropped) return true;
    for (;;) {
      const ended = this.piece(writer);
      if (ended) break;
      if (performance.now() >= until) return false;
    }
    for (const index of this.indexes) {
      const duplicate = this.duplicates.get(index);
      if (duplicate) throw duplicate.error;
    }
    for (const index of this.indexes) {
      writer.change(
        () => {
          index.ready = true;
          index.readyAt = writer.number;
        },
        () => {
          index.ready = false;
        },
      );
    }
    writer.save(this.collection);
    return true;
  }

  result = (): void => {};

  /** Indexes some documents; answers true at the end. */
  private piece(writer: BatchWriter): boolean {
    const { collection } = this;
    const rows = this.waiting.length > 0 ? this.again(writer) : this.more(writer);
    this.waiting = rows.found.map(({ id }) => id);
    for (const { id, document } of rows.found) {
      for (const index of this.indexes) this.add(writer, { collection, index, id, document });
      this.waiting.shift();
    }
    return rows.ended;
  }

  /** MongoDB finds duplicates in the order of their keys: the smallest one is what the refusal names. */
  private add(writer: BatchWriter, place: KeyPlace): void {
    for (const key of indexDocument(writer, place)) {
      const known = this.duplicates.get(place.index);
      if (known && compareBytes(known.key, key) <= 0) continue;
      this.duplicates.set(place.index, { key, error: duplicateOf(place, key) });
    }
  }

  private more(writer: BatchWriter): Found {
    const found: { id: number; document: Uint8Array }[] = [];
    const rows = this.scan.rows(writer.view);
    for (let next = rows.next(); !next.done; next = rows.next()) {
      if (next.value) found.push({ id: next.value.id, document: copyOf(next.value.document) });
      if (found.length < gatherAtOnce) continue;
      rows.return();
      return { found, ended: false };
    }
    return { found, ended: true };
  }

  /** The documents at which a transaction stood in the way. */
  private again(writer: BatchWriter): Found {
    const found: { id: number; document: Uint8Array }[] = [];
    for (const id of this.waiting) {
      const document = writer.view.get(recordKey(this.collection.tree, id));
      if (document) found.push({ id, document });
    }
    return { found, ended: false };
  }
}

interface Duplicate {
  readonly key: Uint8Array;
  readonly error: MongoError;
}

interface Found {
  readonly found: readonly { readonly id: number; readonly document: Uint8Array }[];
  readonly ended: boolean;
}
