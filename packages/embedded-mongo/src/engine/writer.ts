import type { RecordId } from '../store/keys.ts';
import type { WriteView } from '../store/view.ts';
import type { CollectionState, IndexState } from './collection.ts';
import type { DocumentKeys } from './index-keys.ts';

/** Where one unit of writing puts its changes: the next batch of the store, or a transaction's overlay. */
export interface Writer {
  readonly view: WriteView;
  /** The number of the last batch that the view shows; Infinity = all. */
  readonly seen: number;
  /**
   * Asks to change what `key` stands for (a document's key, or a unique value's). Throws {@link Blocked} when an open
   * transaction holds it and we are none, WriteConflict when we are a transaction that lost.
   */
  claim(key: Uint8Array): void;
  newRecord(collection: CollectionState): RecordId;
  /** Adds to the collection's number of documents and of bytes, from the commit on. */
  count(collection: CollectionState, documents: number, bytes: number): void;
  /** Remembers in the catalog what a document's keys tell about the index (arrays, cut keys). */
  noteKeys(collection: CollectionState, index: IndexState, keys: DocumentKeys): void;
}

/** Thrown inside a batch when an open transaction holds what should be written: wait for its end and go on. */
export class Blocked extends Error {
  readonly ended: Promise<void>;

  constructor(ended: Promise<void>) {
    super('blocked by an open transaction');
    this.ended = ended;
  }
}

/** Takes note of arrays and cut keys; answers whether that is news to the catalog. */
export function learnFromKeys(index: IndexState, { arrays, cut }: DocumentKeys): boolean {
  let news = false;
  if (cut && !index.cut) {
    index.cut = true;
    news = true;
  }
  if (arrays) {
    if (!index.multikey) {
      index.multikey = true;
      news = true;
    }
    for (const [i, met] of arrays.entries()) {
      if (!met || index.arrayPaths[i]) continue;
      index.arrayPaths[i] = true;
      news = true;
    }
  }
  return news;
}
