import { withIdFirst } from '../bson/id.ts';
import { MongoError } from '../errors.ts';
import { insertDocument } from './document-writes.ts';
import { recall, remember } from './retry-memory.ts';
import type { Target } from './target.ts';
import type { InsertResult, RawDocument, RetryKey, WriteFailure } from './types.ts';
import type { Writer } from './writer.ts';

/** What is inserted, and whether the first failure ends it. */
export interface InsertSpec {
  readonly documents: readonly RawDocument[];
  readonly ordered: boolean;
  readonly retry?: RetryKey | undefined;
}

/** Inserts documents one after another, as many as there is time for in each batch. */
export class InsertJob {
  private readonly target: Target;
  private readonly spec: InsertSpec;
  private readonly failures: WriteFailure[] = [];
  /** Positions that are in, also by an earlier try. */
  private done: Set<number> | null = null;
  private inserted = 0;
  private next = 0;

  constructor(target: Target, spec: InsertSpec) {
    this.target = target;
    this.spec = spec;
  }

  step(writer: Writer, until: number): boolean {
    const { documents, ordered, retry } = this.spec;
    if (!this.done) this.done = retry ? this.recalled(writer, retry) : new Set();
    const before = this.inserted;
    const tried = this.next;
    try {
      for (; this.next < documents.length; this.next++) {
        if (this.next > tried && performance.now() >= until) return false;
        if (this.done.has(this.next)) this.inserted++;
        else this.insert(writer, this.next);
        if (ordered && this.failures.length > 0) break;
      }
      return true;
    } finally {
      if (retry && this.inserted > before)
        remember(writer.view, retry, { memory: { numbers: [...this.done], documents: [] }, now: this.target.now() });
    }
  }

  result = (): InsertResult => ({ inserted: this.inserted, failures: this.failures });

  private recalled(writer: Writer, retry: RetryKey): Set<number> {
    return new Set(recall(writer.view, retry)?.numbers);
  }

  private insert(writer: Writer, index: number): void {
    try {
      insertDocument(writer, this.target.collection(writer), withIdFirst(this.spec.documents[index] as RawDocument));
      this.inserted++;
      this.done?.add(index);
    } catch (error) {
      if (!(error instanceof MongoError) || error.extra.errorLabels) throw error;
      this.failures.push({ index, error });
    }
  }
}
