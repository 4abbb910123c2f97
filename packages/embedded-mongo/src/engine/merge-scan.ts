import { compareBytes } from '../bson/compare.ts';
import type { IndexPlan } from '../planner/plan.ts';
import { type RecordId, recordKey } from '../store/keys.ts';
import type { Range, ReadView } from '../store/view.ts';
import { entriesOf, type IndexEntries } from './index-entries.ts';
import { afterKey, type Examined, pauseEvery, type Row, type Scan, type ScanOptions } from './scan.ts';

/** One range that is read side by side with others. */
interface Stream {
  readonly range: Range;
  /** Where in the keys the order begins. */
  readonly head: number;
  /** The last key that was taken. */
  after: Uint8Array | null;
}

interface Reading {
  readonly stream: Stream;
  readonly entries: IndexEntries;
  ended: boolean;
}

/** Several ranges of an index, read so that what follows their heads comes in order. */
export class MergeScan implements Scan {
  readonly examined: Examined = { keys: 0, documents: 0 };
  private readonly options: ScanOptions;
  private readonly plan: IndexPlan;
  private readonly streams: readonly Stream[];
  private readonly seen: Set<RecordId> | null;

  constructor(options: ScanOptions, plan: IndexPlan) {
    this.options = options;
    this.plan = plan;
    this.streams = plan.ranges.map((range, i) => ({ range, head: plan.merge?.[i] ?? 0, after: null }));
    this.seen = plan.index.multikey ? new Set() : null;
  }

  *rows(view: ReadView): Generator<Row | null, void, undefined> {
    const readings = this.streams.map((stream) => this.open(stream, view));
    let quiet = 0;
    try {
      for (let next = this.next(readings); next; next = this.next(readings)) {
        const row = this.take(view, next);
        if (row) {
          quiet = 0;
          yield row;
        } else if (++quiet % pauseEvery === 0) yield null;
      }
    } finally {
      for (const { entries } of readings) entries.close();
    }
  }

  private take(view: ReadView, reading: Reading): Row | null {
    const { id, key } = reading.entries;
    reading.stream.after = key;
    reading.ended = !reading.entries.next();
    this.examined.keys++;
    if (this.seen?.has(id)) return null;
    this.seen?.add(id);
    this.examined.documents++;
    const document = view.peek(recordKey(this.options.collection.tree, id));
    return document && (this.plan.exact || this.options.matches(document)) ? { id, document } : null;
  }

  private open(stream: Stream, view: ReadView): Reading {
    const entries = entriesOf(view, this.plan.index, afterKey(stream.range, stream.after));
    return { stream, entries, ended: !entries.next() };
  }

  private next(readings: readonly Reading[]): Reading | null {
    let best: Reading | null = null;
    for (const reading of readings) {
      if (reading.ended) continue;
      if (!best || this.isBefore(reading, best)) best = reading;
    }
    return best;
  }

  private isBefore(a: Reading, b: Reading): boolean {
    const order = compareBytes(a.entries.key.subarray(a.stream.head), b.entries.key.subarray(b.stream.head));
    return this.plan.reverse ? order > 0 : order < 0;
  }
}
