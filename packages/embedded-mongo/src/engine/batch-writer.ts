import type { RecordId } from '../store/keys.ts';
import type { WriteView } from '../store/view.ts';
import type { Catalog } from './catalog.ts';
import type { Claims } from './claims.ts';
import type { CollectionState, IndexState } from './collection.ts';
import type { DocumentKeys } from './index-keys.ts';
import { learnFromKeys, type Writer } from './writer.ts';

/** The writer of one batch: changes go straight into the file's commit, counts follow when it is made. */
export class BatchWriter implements Writer {
  readonly view: WriteView;
  readonly seen = Number.POSITIVE_INFINITY;
  private readonly catalog: Catalog;
  private readonly claims: Claims;
  private readonly counts = new Map<CollectionState, { documents: number; bytes: number }>();
  private readonly changed = new Set<CollectionState>();
  private readonly written: string[] = [];
  private readonly undo: (() => void)[] = [];

  constructor(parts: { readonly view: WriteView; readonly catalog: Catalog; readonly claims: Claims }) {
    this.view = parts.view;
    this.catalog = parts.catalog;
    this.claims = parts.claims;
  }

  /** The number that this batch will have when it is committed. */
  get number(): number {
    return this.claims.current + 1;
  }

  claim(key: Uint8Array): void {
    this.claims.write(key, this.written);
  }

  newRecord(collection: CollectionState): RecordId {
    return collection.nextRecord++;
  }

  count(collection: CollectionState, documents: number, bytes: number): void {
    const sum = this.counts.get(collection);
    if (sum) {
      sum.documents += documents;
      sum.bytes += bytes;
    } else this.counts.set(collection, { documents, bytes });
  }

  noteKeys(collection: CollectionState, index: IndexState, keys: DocumentKeys): void {
    if (learnFromKeys(index, keys)) collection.unsaved = true;
  }

  /** Writes the collection's catalog entry at the end of the batch. */
  save(collection: CollectionState): void {
    this.changed.add(collection);
  }

  /** What a committed transaction wrote, for the snapshots that did not see it. */
  wrote(keys: Iterable<string>): void {
    for (const key of keys) this.written.push(key);
  }

  /** Changes memory now, so that the rest of the batch sees it; `undo` runs should the batch fail. */
  change(apply: () => void, undo: () => void): void {
    apply();
    this.undo.push(undo);
  }

  /** The batch failed: takes back what {@link change} did. */
  aborted(): void {
    for (const undo of this.undo.reverse()) undo();
  }

  /** The last writes of the batch: catalog entries and counts. */
  finish(): void {
    for (const collection of this.counts.keys()) if (collection.unsaved) this.changed.add(collection);
    for (const collection of this.changed) if (!collection.dropped) this.catalog.write(this.view, collection);
    for (const [collection, { documents, bytes }] of this.counts) {
      if (!collection.dropped)
        this.catalog.writeCounts(this.view, collection, { count: collection.count + documents, size: collection.size + bytes });
    }
  }

  /** The batch is committed; the journal may still be on its way to the disk. */
  committed(): void {
    for (const [collection, { documents, bytes }] of this.counts) {
      collection.count += documents;
      collection.size += bytes;
    }
    for (const collection of this.changed) collection.unsaved = false;
    this.claims.committed(this.written);
  }
}
