import { keyBytes, keyText } from './keys.ts';
import { type ChangeTarget, type Entry, nothing, type Range, type ReadView, type WriteView } from './view.ts';

/** Changes kept in memory above a view: what a transaction has done so far, or commits that the file does not have yet. */
export class Overlay implements WriteView {
  private readonly base: ReadView;
  private readonly changes = new Map<string, Uint8Array | null>();
  /** The changed keys in order, but for those that came since the last look. */
  private sorted: readonly string[] = [];
  private fresh: string[] = [];

  constructor(base: ReadView) {
    this.base = base;
  }

  /** The number of changed keys. */
  get size(): number {
    return this.changes.size;
  }

  get(key: Uint8Array): Uint8Array | undefined {
    const change = this.changed(key);
    return change === undefined ? this.base.get(key) : (change ?? undefined);
  }

  peek(key: Uint8Array): Uint8Array | undefined {
    const change = this.changed(key);
    return change === undefined ? this.base.peek(key) : (change ?? undefined);
  }

  put(key: Uint8Array, value: Uint8Array): void {
    this.change(keyText(key), value);
  }

  remove(key: Uint8Array): void {
    this.change(keyText(key), null);
  }

  keys(range: Range): Iterator<Uint8Array> {
    const changed = this.within(range);
    return changed.length === 0 ? this.base.keys(range) : keysOf(this.merged(range, changed, bare(this.base.keys(range))));
  }

  entries(range: Range, peek?: boolean): Iterator<Entry> {
    const changed = this.within(range);
    // An entry of the base is read ahead of the changes before it, so it cannot be a borrowed one.
    return changed.length === 0 ? this.base.entries(range, peek) : this.merged(range, changed, this.base.entries(range));
  }

  count(range: Range): number {
    let count = this.base.count(range);
    for (const text of this.within(range)) {
      const before = this.base.peek(keyBytes(text)) ? 1 : 0;
      count += (this.changes.get(text) ? 1 : 0) - before;
    }
    return count;
  }

  /** Takes over all changes of another one, which stood above this. */
  take(above: Overlay): void {
    for (const [text, change] of above.changes) this.change(text, change);
  }

  /** The same changes above another view. */
  above(base: ReadView): Overlay {
    const copy = new Overlay(base);
    copy.take(this);
    return copy;
  }

  /** Writes everything to `target`, in the order of keys. */
  writeTo(target: ChangeTarget): void {
    for (const text of this.order()) {
      const change = this.changes.get(text);
      if (change) target.put(keyBytes(text), change);
      else if (change === null) target.remove(keyBytes(text));
    }
  }

  private changed(key: Uint8Array): Uint8Array | null | undefined {
    return this.changes.size === 0 ? undefined : this.changes.get(keyText(key));
  }

  private change(text: string, value: Uint8Array | null): void {
    if (!this.changes.has(text)) this.fresh.push(text);
    this.changes.set(text, value);
  }

  private order(): readonly string[] {
    if (this.fresh.length > 0) this.sorted = mergeSorted(this.sorted, this.fresh.sort());
    this.fresh = [];
    return this.sorted;
  }

  private within({ low, high, reverse }: Range): readonly string[] {
    const order = this.order();
    const found = order.slice(firstAtLeast(order, keyText(low)), firstAtLeast(order, keyText(high)));
    return reverse ? found.reverse() : found;
  }

  /** Both sides in order; a change hides what it stands above. */
  private *merged(range: Range, changed: readonly string[], base: Iterator<Entry>): Generator<Entry> {
    const before = range.reverse ? (a: string, b: string) => a > b : (a: string, b: string) => a < b;
    let next = base.next();
    try {
      for (const text of changed) {
        while (!next.done && before(keyText(next.value.key), text)) {
          yield next.value;
          next = base.next();
        }
        if (!next.done && keyText(next.value.key) === text) next = base.next();
        const change = this.changes.get(text);
        if (change) yield { key: keyBytes(text), value: change };
      }
      for (; !next.done; next = base.next()) yield next.value;
    } finally {
      base.return?.();
    }
  }
}

function* iterate<T>(iterator: Iterator<T>): Generator<T> {
  try {
    for (let next = iterator.next(); !next.done; next = iterator.next()) yield next.value;
  } finally {
    iterator.return?.();
  }
}

function* keysOf(entries: Generator<Entry>): Generator<Uint8Array> {
  for (const { key } of entries) yield key;
}

function* bare(keys: Iterator<Uint8Array>): Generator<Entry> {
  for (const key of iterate(keys)) yield { key, value: nothing };
}

function firstAtLeast(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mergeSorted(a: readonly string[], b: readonly string[]): string[] {
  const merged: string[] = [];
  let at = 0;
  for (const text of b) {
    while (at < a.length && (a[at] as string) < text) merged.push(a[at++] as string);
    merged.push(text);
  }
  while (at < a.length) merged.push(a[at++] as string);
  return merged;
}
