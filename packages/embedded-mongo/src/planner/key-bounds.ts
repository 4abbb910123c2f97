import { compareBytes } from '../bson/compare.ts';
import { KeyWriter } from '../bson/key.ts';
import { findField } from '../bson/walk.ts';
import type { IndexState } from '../engine/collection.ts';
import type { KeyBounds } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { treeKey } from '../store/keys.ts';
import type { Range } from '../store/view.ts';
import { readDoc } from '../value/read.ts';
import type { IndexPlan } from './plan.ts';

const writer = new KeyWriter();

/** The plan with no keys before `min`, and none from `max` on. Throws what MongoDB throws for bounds that do not fit the index. */
export function withinBounds(plan: IndexPlan, { min, max }: KeyBounds): IndexPlan {
  const low = min && keyOf(plan.index, min);
  const high = max && keyOf(plan.index, max);
  if (low && high && compareBytes(low, high) >= 0) {
    throw refused(51175, 'The value provided for min() does not come before the value provided for max() in the hinted index');
  }
  const ranges = plan.ranges.map((range) => cut(range, { low, high })).filter((range) => compareBytes(range.low, range.high) < 0);
  return { ...plan, ranges, merge: null, points: null, exact: false };
}

function keyOf({ key, tree }: IndexState, bound: Uint8Array): Uint8Array {
  const names = [...readDoc(bound).keys()];
  if (names.length !== key.length || key.some(({ path }, i) => path !== names[i])) {
    throw refused(51174, 'The index chosen is not compatible with min/max');
  }
  writer.reset();
  for (const { path, descending } of key) writer.value(findField(bound, 0, Buffer.from(path)), descending);
  return treeKey(tree, writer.finish());
}

function cut(range: Range, { low, high }: { low: Uint8Array | undefined; high: Uint8Array | undefined }): Range {
  return {
    ...range,
    low: low && compareBytes(low, range.low) > 0 ? low : range.low,
    high: high && compareBytes(high, range.high) < 0 ? high : range.high,
  };
}

function refused(code: number, why: string): MongoError {
  return new MongoError(code, `error processing query: planner returned error :: caused by :: ${why}`);
}
