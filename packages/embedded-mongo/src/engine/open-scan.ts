import type { IndexPlan, Plan } from '../planner/plan.ts';
import { type RecordId, recordIdOf, recordKey } from '../store/keys.ts';
import type { Range, ReadView } from '../store/view.ts';
import { entriesOf } from './index-entries.ts';
import { MergeScan } from './merge-scan.ts';
import { PointScan } from './point-scan.ts';
import { afterKey, type Examined, pauseEvery, type Row, type Scan, type ScanOptions } from './scan.ts';

/** A scan along any plan. */
export function openScan(options: ScanOptions): Scan {
  switch (options.plan.kind) {
    case 'scan':
      return new RecordScan(options, options.plan.reverse);
    case 'index':
      if (options.plan.points) return new PointScan(options, options.plan);
      return options.plan.merge ? new MergeScan(options, options.plan) : new IndexScan(options, options.plan);
    case 'union':
      return new UnionScan(options, options.plan.plans);
    case 'empty':
      return { examined: { keys: 0, documents: 0 }, rows: () => none() };
  }
}

function* none(): Generator<null, void, undefined> {}

class RecordScan implements Scan {
  readonly examined: Examined = { keys: 0, documents: 0 };
  private readonly options: ScanOptions;
  private readonly reverse: boolean;
  private last: RecordId | null = null;

  constructor(options: ScanOptions, reverse: boolean) {
    this.options = options;
    this.reverse = reverse;
  }

  *rows(view: ReadView): Generator<Row | null, void, undefined> {
    const { matches } = this.options;
    const entries = view.entries(this.range(), true);
    let quiet = 0;
    try {
      for (let next = entries.next(); !next.done; next = entries.next()) {
        const id = recordIdOf(next.value.key);
        this.last = id;
        this.examined.documents++;
        if (matches(next.value.value)) {
          quiet = 0;
          yield { id, document: next.value.value };
        } else if (++quiet % pauseEvery === 0) yield null;
      }
    } finally {
      entries.return?.();
    }
  }

  private range(): Range {
    const { tree } = this.options.collection;
    if (this.reverse)
      return { low: recordKey(tree, 0), high: this.last === null ? recordKey(tree + 1, 0) : recordKey(tree, this.last), reverse: true };
    return { low: recordKey(tree, this.last === null ? 0 : this.last + 1), high: recordKey(tree + 1, 0) };
  }
}

class IndexScan implements Scan {
  readonly examined: Examined = { keys: 0, documents: 0 };
  private readonly options: ScanOptions;
  private readonly plan: IndexPlan;
  /** Documents already given or refused; only where a document can have several keys. */
  private readonly seen: Set<RecordId> | null;
  private range = 0;
  private after: Uint8Array | null = null;

  constructor(options: ScanOptions, plan: IndexPlan) {
    this.options = options;
    this.plan = plan;
    this.seen = plan.index.multikey ? new Set() : null;
  }

  *rows(view: ReadView): Generator<Row | null, void, undefined> {
    for (; this.range < this.plan.ranges.length; this.range++, this.after = null) yield* this.rowsOf(view, this.rest());
  }

  private *rowsOf(view: ReadView, range: Range): Generator<Row | null, void, undefined> {
    const entries = entriesOf(view, this.plan.index, range);
    let quiet = 0;
    try {
      while (entries.next()) {
        this.after = entries.key;
        this.examined.keys++;
        const document = this.look(view, entries.id);
        if (document) {
          quiet = 0;
          yield { id: entries.id, document };
        } else if (++quiet % pauseEvery === 0) yield null;
      }
    } finally {
      entries.close();
    }
  }

  private look(view: ReadView, id: RecordId): Uint8Array | null {
    if (this.seen?.has(id)) return null;
    this.seen?.add(id);
    this.examined.documents++;
    const document = view.peek(recordKey(this.options.collection.tree, id));
    return document && (this.plan.exact || this.options.matches(document)) ? document : null;
  }

  private rest(): Range {
    return afterKey(this.plan.ranges[this.range] as Range, this.after);
  }
}

class UnionScan implements Scan {
  private readonly scans: readonly Scan[];
  private readonly seen = new Set<RecordId>();
  private current = 0;

  constructor(options: ScanOptions, plans: readonly Plan[]) {
    this.scans = plans.map((plan) => openScan({ ...options, plan }));
  }

  *rows(view: ReadView): Generator<Row | null, void, undefined> {
    for (; this.current < this.scans.length; this.current++) {
      for (const row of this.scans[this.current]?.rows(view) ?? []) {
        if (row && this.seen.has(row.id)) yield null;
        else {
          if (row) this.seen.add(row.id);
          yield row;
        }
      }
    }
  }

  get examined(): Examined {
    const sum = { keys: 0, documents: 0 };
    for (const { examined } of this.scans) {
      sum.keys += examined.keys;
      sum.documents += examined.documents;
    }
    return sum;
  }
}
