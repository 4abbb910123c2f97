import { withIdFirst } from '../bson/id.ts';
import { fillTimestamps } from '../bson/timestamps.ts';
import { MongoError } from '../errors.ts';
import { insertDocument } from './document-writes.ts';
import { recall, remember } from './retry-memory.ts';
import type { Target } from './target.ts';
import type { InsertResult, RawDocument, RetryKey, WriteFailure } from './types.ts';
import { assertValid } from './validation.ts';
import type { Writer } from './writer.ts';

/** What is inserted, and whether the first failure ends it. */
export interface InsertSpec {
  readonly documents: readonly RawDocument[];
  readonly ordered: boolean;
  readonly retry?: RetryKey | undefined;
  readonly bypassValidation?: boolean | undefined;
}

/** Inserts documents one after another, as many as there is time for in each batch. */
export class InsertJob {
  private readonly target: Target;
  private readonly spec: InsertSpec;
  private readonly failures: WriteFailure[] = [];
  /** Positions that are in, as pairs of first and last: by this try, and by an earlier one. */
  private readonly done: number[] = [];
  private recalled: readonly number[] | null = null;
  private inserted = 0;
  private next = 0;

  constructor(target: Target, spec: InsertSpec) {
    this.target = target;
    this.spec = spec;
  }

  step(writer: Writer, until: number): boolean {
    const { documents, ordered, retry } = this.spec;
    this.recalled ??= retry ? (recall(writer.view, retry)?.numbers ?? []) : [];
    const before = this.inserted;
    const tried = this.next;
    try {
      for (; this.next < documents.length; this.next++) {
        if (this.next > tried && performance.now() >= until) return false;
        if (isWithin(this.recalled, this.next)) this.inserted++;
        else this.insert(writer, this.next);
        if (ordered && this.failures.length > 0) break;
      }
      return true;
    } finally {
      if (retry && this.inserted > before)
        remember(writer.view, retry, { memory: { numbers: [...this.done, ...this.recalled], documents: [] }, now: this.target.now() });
    }
  }

  result = (): InsertResult => ({ inserted: this.inserted, failures: this.failures });

  private insert(writer: Writer, index: number): void {
    try {
      const collection = this.target.collection(writer);
      const document = withIdFirst(fillTimestamps(this.spec.documents[index] as RawDocument, this.target.now()));
      if (!this.spec.bypassValidation) assertValid(collection, document);
      insertDocument(writer, collection, document);
      this.inserted++;
      if (this.done.at(-1) === index - 1) this.done[this.done.length - 1] = index;
      else this.done.push(index, index);
    } catch (error) {
      if (!(error instanceof MongoError) || error.extra.errorLabels) throw error;
      this.failures.push({ index, error });
    }
  }
}

function isWithin(ranges: readonly number[], position: number): boolean {
  for (let i = 0; i < ranges.length; i += 2) if (position >= (ranges[i] as number) && position <= (ranges[i + 1] as number)) return true;
  return false;
}
