import { MongoError } from '../errors.ts';
import type { WriteFailure } from './types.ts';
import type { Writer } from './writer.ts';

/** Work that a batch and a transaction can both carry. */
export interface Work<T> {
  step(writer: Writer, until: number): boolean;
  readonly result: () => T;
}

/** What became of a list: results by position, and what failed. */
export interface ListResult<T> {
  readonly results: ReadonlyMap<number, T>;
  /** In their order; at most one when ordered. */
  readonly failures: readonly WriteFailure[];
}

/** Statements one after another, as many in each batch as there is time for, so that a whole list shares its syncs. */
export class ListJob<T> implements Work<ListResult<T>> {
  private readonly begin: (index: number) => Work<T>;
  private readonly count: number;
  private readonly ordered: boolean;
  private readonly results = new Map<number, T>();
  private readonly failures: WriteFailure[] = [];
  private current: Work<T> | null = null;
  private next = 0;

  /** `begin` makes the statement at a position when it is its turn; what it throws is that statement's failure. */
  constructor({
    count,
    ordered,
    begin,
  }: { readonly count: number; readonly ordered: boolean; readonly begin: (index: number) => Work<T> }) {
    this.count = count;
    this.ordered = ordered;
    this.begin = begin;
  }

  step(writer: Writer, until: number): boolean {
    const first = this.next;
    for (; this.next < this.count; this.next++) {
      if (this.next > first && performance.now() >= until) return false;
      if (!this.stepOne(writer, until)) return false;
      this.current = null;
      if (this.ordered && this.failures.length > 0) return true;
    }
    return true;
  }

  result = (): ListResult<T> => ({ results: this.results, failures: this.failures });

  private stepOne(writer: Writer, until: number): boolean {
    try {
      this.current ??= this.begin(this.next);
      if (!this.current.step(writer, until)) return false;
      this.results.set(this.next, this.current.result());
    } catch (error) {
      // A lost transaction ends the whole list, and so does what is no MongoError: being blocked, or a disk that is full.
      if (!(error instanceof MongoError) || error.extra.errorLabels) throw error;
      this.failures.push({ index: this.next, error });
    }
    return true;
  }
}
