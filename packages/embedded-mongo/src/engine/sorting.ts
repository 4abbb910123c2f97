import { MongoError } from '../errors.ts';
import type { CompiledSort, SortKey } from '../query/types.ts';
import { copyOf } from '../store/slab.ts';
import type { RawDocument } from './types.ts';

interface Item {
  readonly key: SortKey;
  readonly document: RawDocument;
}

/** Sorts documents in memory, keeping only the first `limit`; ties stay in the order of arrival. */
export class Sorting {
  private readonly sort: CompiledSort;
  private readonly limit: number;
  private readonly memory: number;
  private items: Item[] = [];
  private bytes = 0;
  /** The key of the last item that had a place at the last cut: newcomers from here on have none. */
  private bound: SortKey | null = null;

  constructor(options: { readonly sort: CompiledSort; readonly limit: number; readonly memory: number }) {
    this.sort = options.sort;
    this.limit = options.limit;
    this.memory = options.memory;
  }

  /** Takes a copy of a borrowed document. Throws QueryExceededMemoryLimitNoDiskUseAllowed. */
  add(document: Uint8Array): void {
    const key = this.sort.keyOf(document);
    if (this.bound && this.sort.compare(key, this.bound) >= 0) return;
    this.items.push({ key, document: copyOf(document) });
    this.bytes += document.length;
    if (this.items.length > this.limit * 2 + 100) this.cut();
    if (this.bytes > this.memory) this.refuse();
  }

  /** The documents in order. */
  finish(): RawDocument[] {
    this.cut();
    return this.items.map(({ document }) => document);
  }

  private cut(): void {
    this.items.sort((a, b) => this.sort.compare(a.key, b.key));
    if (this.items.length > this.limit) {
      this.items.length = this.limit;
      this.bytes = this.items.reduce((sum, { document }) => sum + document.length, 0);
    }
    if (this.items.length === this.limit) this.bound = this.items[this.limit - 1]?.key ?? null;
  }

  private refuse(): void {
    if (this.limit !== Number.POSITIVE_INFINITY) this.cut();
    if (this.bytes <= this.memory) return;
    throw new MongoError(
      'QueryExceededMemoryLimitNoDiskUseAllowed',
      `Executor error during find command :: caused by :: Sort exceeded memory limit of ${this.memory} bytes, but did not opt in to external sorting.`,
    );
  }
}
