/** One key with its value. */
export interface Entry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Keys from `low` (inclusive) to `high` (exclusive), ascending unless `reverse`. */
export interface Range {
  readonly low: Uint8Array;
  readonly high: Uint8Array;
  readonly reverse?: boolean;
}

/** The store at one moment, or as one writer sees it. */
export interface ReadView {
  /** The value in its own memory. */
  get(key: Uint8Array): Uint8Array | undefined;
  /** The value in memory that the next read of any view overwrites. */
  peek(key: Uint8Array): Uint8Array | undefined;
  keys(range: Range): Iterator<Uint8Array>;
  /** Values as in `peek` when `peek` is set (so none may be read ahead), else in their own memory. */
  entries(range: Range, peek?: boolean): Iterator<Entry>;
  count(range: Range): number;
}

/** A view that one can write to. */
export interface WriteView extends ReadView {
  put(key: Uint8Array, value: Uint8Array): void;
  remove(key: Uint8Array): void;
}

/** What changes are told to. */
export type ChangeTarget = Pick<WriteView, 'put' | 'remove'>;

/** A view that stays as it is until it is released. */
export interface Snapshot extends ReadView {
  /** Lets the file reuse what only this snapshot still needs; harmless when repeated. */
  release(): void;
}

/** Bytes of the file, of the pages in use, and of all pages that commits have written since the file was opened. */
export interface FileSizes {
  readonly fileBytes: number;
  readonly usedBytes: number;
  readonly writtenBytes: number;
}

/** An empty value. */
export const nothing: Uint8Array = new Uint8Array(0);
