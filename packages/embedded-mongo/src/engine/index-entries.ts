import { type RecordId, readRecordId, recordIdOf } from '../store/keys.ts';
import type { Entry, Range, ReadView } from '../store/view.ts';
import type { IndexState } from './collection.ts';

/** A walk along entries of an index; a unique index keeps the record id as the value, any other at the end of the key. */
export interface IndexEntries {
  /** Goes to the next entry; false at the end. */
  next(): boolean;
  /** The entry's key, in its own memory. */
  readonly key: Uint8Array;
  readonly id: RecordId;
  close(): void;
}

/** The entries of `index` in a range. */
export function entriesOf(view: ReadView, index: IndexState, range: Range): IndexEntries {
  return index.unique ? new UniqueEntries(view.entries(range, true)) : new PlainEntries(view.keys(range));
}

class PlainEntries implements IndexEntries {
  key: Uint8Array = new Uint8Array(0);
  private readonly keys: Iterator<Uint8Array>;

  constructor(keys: Iterator<Uint8Array>) {
    this.keys = keys;
  }

  next(): boolean {
    const next = this.keys.next();
    if (next.done) return false;
    this.key = next.value;
    return true;
  }

  get id(): RecordId {
    return recordIdOf(this.key);
  }

  close(): void {
    this.keys.return?.();
  }
}

class UniqueEntries implements IndexEntries {
  key: Uint8Array = new Uint8Array(0);
  id: RecordId = 0;
  private readonly entries: Iterator<Entry>;

  constructor(entries: Iterator<Entry>) {
    this.entries = entries;
  }

  next(): boolean {
    const next = this.entries.next();
    if (next.done) return false;
    this.key = next.value.key;
    this.id = readRecordId(next.value.value, 0);
    return true;
  }

  close(): void {
    this.entries.return?.();
  }
}
