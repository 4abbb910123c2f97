import { copyOf } from '../store/slab.ts';
import type { ReadView } from '../store/view.ts';
import type { CollectionState } from './collection.ts';
import { heldSnapshotOf } from './held-snapshot.ts';
import type { EngineParts } from './parts.ts';
import { pause, Slice } from './pause.ts';
import { assertAlive, planQuery, type Query, type Sight } from './query.ts';
import { beforeRecordId, withRecordId } from './record-id-field.ts';
import type { Row } from './scan.ts';
import { shownKey } from './shown-key.ts';
import { Sorting } from './sorting.ts';
import { openTransactionOf } from './transaction.ts';
import type { BatchLimit, Cursor, OperationContext, RawDocument, ReadSpec } from './types.ts';
import { checkContext } from './write-queue.ts';

const defaultBatchBytes = 16 * 1024 * 1024;

/** What a read is made from. */
export interface ReadOptions {
  readonly collection: CollectionState;
  readonly spec: ReadSpec;
  readonly context: OperationContext;
}

/** A read in batches. Between batches it holds no snapshot: it remembers where it stood. */
export class ReadCursor implements Cursor {
  private readonly parts: EngineParts;
  private readonly options: ReadOptions;
  private query: Query | null = null;
  /** Documents that had to be sorted first. */
  private sorted: RawDocument[] | null = null;
  /** A document that did not fit into the last batch. */
  private held: RawDocument | null = null;
  private toSkip: number;
  private left: number;

  constructor(parts: EngineParts, options: ReadOptions) {
    this.parts = parts;
    this.options = options;
    this.toSkip = options.spec.skip ?? 0;
    this.left = options.spec.limit ?? Number.POSITIVE_INFINITY;
    parts.open.cursors.add(this);
  }

  async next(limit: BatchLimit, context: OperationContext = this.options.context): Promise<{ documents: RawDocument[]; done: boolean }> {
    const fixed = openTransactionOf(this.options.context.transaction) ?? heldSnapshotOf(this.options.context.snapshot);
    const snapshot = fixed ? null : this.parts.file.snapshot();
    try {
      return await this.fill(fixed ?? { view: snapshot as ReadView }, { limit, context });
    } finally {
      snapshot?.release();
    }
  }

  /** What the read looked at so far. */
  get examined(): { readonly keys: number; readonly documents: number } {
    return this.query?.scan.examined ?? { keys: 0, documents: 0 };
  }

  close(): void {
    this.left = 0;
    this.sorted = null;
    this.held = null;
    this.parts.open.cursors.delete(this);
  }

  private async fill(sight: Sight, { limit, context }: { limit: BatchLimit; context: OperationContext }) {
    const { view } = sight;
    if (this.query) assertAlive(this.query.chosen.plan, this.options.collection);
    this.query ??= planQuery(this.options.collection, this.options.spec, { view, seen: sight.seen });
    if (limit.documents === 0) return { documents: [], done: false };
    if (this.query.sort && !this.sorted) await this.sortAll(view, context);
    const documents: RawDocument[] = [];
    const room = { documents: limit.documents ?? Number.POSITIVE_INFINITY, bytes: limit.bytes ?? defaultBatchBytes };
    const done = this.sorted ? this.takeSorted(documents, room) : await this.takeRows(documents, { view, room, context });
    if (done) this.close();
    return { documents, done };
  }

  /** Runs through the rows, letting others run every few milliseconds, until `take` answers false. */
  private async run(view: ReadView, context: OperationContext, take: (row: Row) => boolean): Promise<boolean> {
    const slice = new Slice();
    const rows = (this.query as Query).scan.rows(view);
    try {
      for (let next = rows.next(); !next.done; next = rows.next()) {
        if (next.value && !take(this.numbered(next.value))) return false;
        if (!slice.over) continue;
        checkContext(context);
        await pause();
        slice.renew();
      }
      return true;
    } finally {
      rows.return();
    }
  }

  private async sortAll(view: ReadView, context: OperationContext): Promise<void> {
    const { sort } = this.query as Query;
    if (!sort) return;
    const sorting = new Sorting({ sort, limit: this.toSkip + this.left, memory: this.parts.sortMemoryBytes });
    await this.run(view, context, (row) => {
      sorting.add(row.document);
      return true;
    });
    this.sorted = sorting.finish().slice(this.toSkip).reverse();
  }

  private takeSorted(documents: RawDocument[], room: Room): boolean {
    const sorted = this.sorted ?? [];
    while (sorted.length > 0 && this.left > 0) {
      if (!this.put(documents, sorted.at(-1) as RawDocument, room)) return false;
      sorted.pop();
      this.left--;
    }
    // As in MongoDB, which looks for the end only when a batch has room left: a full one may be the last.
    return room.documents > 0;
  }

  private async takeRows(documents: RawDocument[], { view, room, context }: { view: ReadView; room: Room; context: OperationContext }) {
    if (this.held) this.put(documents, this.held, room);
    this.held = null;
    if (this.left <= 0) return true;
    if (room.documents <= 0) return false;
    const ended = await this.run(view, context, ({ document }) => {
      if (this.toSkip > 0) {
        this.toSkip--;
        return true;
      }
      this.left--;
      const copy = copyOf(document);
      if (this.put(documents, copy, room)) return this.left > 0 && room.documents > 0;
      this.held = copy;
      return false;
    });
    return this.held === null && (ended || this.left <= 0);
  }

  /** Record ids are shown as a field, which goes with the document from here on. */
  private numbered(row: Row): Row {
    return this.options.spec.show === 'recordId' ? { ...row, document: withRecordId(row.document, row.id) } : row;
  }

  private shown(document: RawDocument): RawDocument {
    const { show, project = (whole) => whole } = this.options.spec;
    if (show === 'recordId') return beforeRecordId(document, project);
    return show === 'key' ? shownKey((this.query as Query).chosen.plan, document) : project(document);
  }

  /** Adds a document while there is room; the first always fits. */
  private put(documents: RawDocument[], document: RawDocument, room: Room): boolean {
    if (documents.length > 0 && (room.documents <= 0 || room.bytes < document.length)) return false;
    const projected = this.shown(document);
    documents.push(projected);
    room.documents--;
    room.bytes -= projected.length;
    return true;
  }
}

/** What a batch still may take. */
interface Room {
  documents: number;
  bytes: number;
}
