import { hasSameId, idOf, onlyId, withIdFirst } from '../bson/id.ts';
import { MongoError } from '../errors.ts';
import type { CompiledSort, SortKey } from '../query/types.ts';
import { type RecordId, recordKey } from '../store/keys.ts';
import { copyOf } from '../store/slab.ts';
import { readValue } from '../value/read.ts';
import { showValue } from '../value/show.ts';
import type { CollectionState } from './collection.ts';
import { insertDocument, maxDocumentBytes, removeDocument, replaceDocument } from './document-writes.ts';
import { assertAlive, planQuery, type Query, type QuerySpec } from './query.ts';
import type { Target } from './target.ts';
import type { RawDocument } from './types.ts';
import { assertValid } from './validation.ts';
import type { Writer } from './writer.ts';

/** What to do with the documents that match: change them (`_id` stays) or take them out. */
export interface ModifySpec extends QuerySpec {
  readonly multi: boolean;
  /** Null = take them out. */
  readonly transform: ((document: RawDocument) => RawDocument | null) | null;
  /** What to insert when nothing matched. */
  readonly upsert?: (() => RawDocument) | undefined;
  readonly bypassValidation?: boolean | undefined;
}

/** What was done. */
export interface Modified {
  matched: number;
  modified: number;
  /** The last document touched, before and after; null = there was none. */
  before: RawDocument | null;
  after: RawDocument | null;
  upserted: RawDocument | null;
}

interface Found {
  readonly id: RecordId;
  /** Null when time has passed since it was read: it has to be read and tested again. */
  document: RawDocument | null;
}

const gatherAtOnce = 64;

/** Finds documents and changes them, a batch at a time; the work of update, delete and findAndModify. */
export class ModifyJob {
  readonly done: Modified = { matched: 0, modified: 0, before: null, after: null, upserted: null };
  private readonly target: Target;
  private readonly spec: ModifySpec;
  private collection: CollectionState | null = null;
  private query: Query | null = null;
  private found: Found[] = [];
  private readonly touched = new Set<RecordId>();

  constructor(target: Target, spec: ModifySpec) {
    this.target = target;
    this.spec = spec;
  }

  step(writer: Writer, until: number): boolean {
    const collection = this.target.find();
    if (collection && !this.run(writer, { collection, until })) return false;
    if (this.done.matched === 0 && this.spec.upsert) this.upsert(writer, this.spec.upsert());
    return true;
  }

  /** Answers true when there is nothing more to find. */
  private run(writer: Writer, { collection, until }: { collection: CollectionState; until: number }): boolean {
    try {
      for (;;) {
        const ended = this.found.length > 0 ? false : this.gather(writer, { collection, until });
        for (let next = this.found[0]; next; next = this.found[0]) {
          this.modify(writer, collection, next);
          this.found.shift();
        }
        if (!this.spec.multi && this.done.matched > 0) return true;
        if (ended) return true;
        if (performance.now() >= until) return false;
      }
    } finally {
      for (const found of this.found) found.document = null;
    }
  }

  /** Looks for the next documents; answers true at the end. */
  private gather(writer: Writer, { collection, until }: { collection: CollectionState; until: number }): boolean {
    if (this.collection !== collection) this.query = null;
    this.collection = collection;
    if (this.query) assertAlive(this.query.chosen.plan, collection);
    this.query ??= planQuery(collection, { ...this.spec, limit: this.spec.multi ? undefined : 1 }, writer);
    if (this.query.sort && !this.spec.multi) return this.gatherFirst(writer, this.query.sort);
    const rows = this.query.scan.rows(writer.view);
    const most = this.spec.multi ? gatherAtOnce : 1;
    try {
      for (let next = rows.next(); !next.done; next = rows.next()) {
        if (next.value) this.found.push({ id: next.value.id, document: copyOf(next.value.document) });
        if (this.found.length >= most || performance.now() >= until) return false;
      }
      return true;
    } finally {
      rows.return();
    }
  }

  /** The first document in an order that no index gives; found in one go, so that nothing changes meanwhile. */
  private gatherFirst(writer: Writer, { keyOf, compare }: CompiledSort): boolean {
    let best: { readonly key: SortKey; readonly found: Found } | null = null;
    for (const row of (this.query as Query).scan.rows(writer.view)) {
      if (!row) continue;
      const key = keyOf(row.document);
      if (!best || compare(key, best.key) < 0) best = { key, found: { id: row.id, document: copyOf(row.document) } };
    }
    if (best) this.found.push(best.found);
    return true;
  }

  private modify(writer: Writer, collection: CollectionState, { id, document }: Found): void {
    if (this.spec.multi && this.touched.has(id)) return;
    const before = document ?? this.readAgain(writer, collection, id);
    if (!before) return;
    const after = this.spec.transform ? this.spec.transform(before) : null;
    if (!this.spec.transform) removeDocument(writer, { collection, id }, before);
    else if (after) {
      assertSameId(before, after);
      if (!this.spec.bypassValidation) assertValid(collection, after, before);
      replaceDocument(writer, { collection, id }, { before, after });
      this.done.modified++;
      if (this.spec.multi && this.query?.chosen.plan.kind !== 'scan') this.touched.add(id);
    }
    this.done.matched++;
    this.done.before = before;
    this.done.after = after ?? before;
  }

  private readAgain(writer: Writer, { tree }: CollectionState, id: RecordId): RawDocument | undefined {
    const document = writer.view.get(recordKey(tree, id));
    return document && this.query?.matches(document) ? document : undefined;
  }

  private upsert(writer: Writer, document: RawDocument): void {
    const whole = withIdFirst(document);
    if (whole.length > maxDocumentBytes) throw new MongoError(17420, `Document to upsert is larger than ${maxDocumentBytes}`);
    const collection = this.target.collection(writer);
    if (!this.spec.bypassValidation) assertValid(collection, whole);
    insertDocument(writer, collection, whole);
    this.done.upserted = onlyId(whole);
    this.done.after = whole;
  }
}

function assertSameId(before: RawDocument, after: RawDocument): void {
  if (hasSameId(before, after)) return;
  const id = idOf(after);
  const shown = id ? showValue(readValue(id.type, id.bytes, id.start)) : 'missing';
  throw new MongoError(
    'ImmutableField',
    `Performing an update on the path '_id' would modify the immutable field '_id' (it would become ${shown})`,
  );
}
