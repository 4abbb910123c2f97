import type { IndexPlan } from '../planner/plan.ts';
import { type RecordId, readRecordId, recordKey } from '../store/keys.ts';
import type { ReadView } from '../store/view.ts';
import { type Examined, pauseEvery, type Row, type Scan, type ScanOptions } from './scan.ts';

/** The documents of known keys of a unique index, one look-up each. */
export class PointScan implements Scan {
  readonly examined: Examined = { keys: 0, documents: 0 };
  private readonly options: ScanOptions;
  private readonly plan: IndexPlan;
  private readonly seen = new Set<RecordId>();
  private next = 0;

  constructor(options: ScanOptions, plan: IndexPlan) {
    this.options = options;
    this.plan = plan;
  }

  *rows(view: ReadView): Generator<Row | null, void, undefined> {
    const { points } = this.plan;
    while (points && this.next < points.length) {
      const row = this.look(view, points[this.next++] as Uint8Array);
      if (row || this.next % pauseEvery === 0) yield row;
    }
  }

  private look(view: ReadView, key: Uint8Array): Row | null {
    const value = view.peek(key);
    if (!value) return null;
    this.examined.keys++;
    const id = readRecordId(value, 0);
    if (this.seen.has(id)) return null;
    if (this.plan.index.multikey) this.seen.add(id);
    this.examined.documents++;
    const document = view.peek(recordKey(this.options.collection.tree, id));
    return document && (this.plan.exact || this.options.matches(document)) ? { id, document } : null;
  }
}
