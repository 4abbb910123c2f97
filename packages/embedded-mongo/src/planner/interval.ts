import { compareBytes } from '../bson/compare.ts';
import { KeyWriter } from '../bson/key.ts';
import { bsonType, numberRank, typeRank } from '../bson/types.ts';
import { afterPrefix } from '../store/keys.ts';
import { showValue } from '../value/show.ts';
import type { Operand } from '../value/value.ts';

/** A stretch of the order of values: from `low` (inclusive) to `high` (exclusive), in the bytes of ascending keys. */
export interface Interval {
  readonly low: Uint8Array;
  readonly high: Uint8Array;
  /** Holds one value only. */
  readonly point: boolean;
  /** Its two ends, for explain. */
  readonly ends: readonly [low: End, high: End];
}

/** One end of an interval: a value or the name of what has none. */
export interface End {
  readonly at: Operand | string;
  readonly inclusive: boolean;
}

/** The interval as MongoDB's explain shows it, like `[5, 9)`. */
export function showInterval({ ends: [low, high] }: Interval): string {
  const show = ({ at }: End): string => (typeof at === 'string' ? at : showValue(at.value));
  return `${low.inclusive ? '[' : '('}${show(low)}, ${show(high)}${high.inclusive ? ']' : ')'}`;
}

const writer = new KeyWriter();

function encodeOperand({ type, bytes }: Operand): Uint8Array {
  writer.reset();
  writer.value({ type, bytes, start: 0, end: bytes.length }, false);
  return writer.finish();
}

/** Just one value. */
export function pointOf(operand: Operand): Interval {
  const low = encodeOperand(operand);
  const end: End = { at: operand, inclusive: true };
  return { low, high: afterPrefix(low), point: true, ends: [end, end] };
}

/** Everything. */
export const everything: Interval = {
  low: new Uint8Array(0),
  high: Uint8Array.of(0xff),
  point: false,
  ends: [
    { at: 'MinKey', inclusive: true },
    { at: 'MaxKey', inclusive: true },
  ],
};

/** What compares with `operand` and is greater or less than it; NaN is neither. */
export function rangeOf(op: 'gt' | 'gte' | 'lt' | 'lte', operand: Operand): Interval {
  const rank = typeRank(operand.type);
  const value = encodeOperand(operand);
  if (op === 'gt' || op === 'gte') {
    const [low, high] = [op === 'gt' ? afterPrefix(value) : value, Uint8Array.of(rank + 1)];
    return { low, high, point: false, ends: [{ at: operand, inclusive: op === 'gte' }, bracketEnds(rank)[1]] };
  }
  const [low, high] = [bracketLow(rank), op === 'lt' ? value : afterPrefix(value)];
  return { low, high, point: false, ends: [bracketEnds(rank)[0], { at: operand, inclusive: op === 'lte' }] };
}

/** All values of the rank of `type`. */
export function bracketOf(type: number): Interval {
  const rank = typeRank(type);
  return { low: Uint8Array.of(rank), high: Uint8Array.of(rank + 1), point: false, ends: bracketEnds(rank) };
}

/** All strings that begin with `prefix`. */
export function prefixInterval(prefix: string): Interval {
  const text = new TextEncoder().encode(prefix);
  const low = new Uint8Array(1 + text.length);
  low[0] = typeRank(bsonType.string);
  low.set(text, 1);
  return {
    low,
    high: afterPrefix(low),
    point: false,
    ends: [
      { at: `"${prefix}"`, inclusive: true },
      { at: `"${prefix}…"`, inclusive: false },
    ],
  };
}

/** What is in an interval of both lists. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const both: Interval[] = [];
  for (const x of a) {
    for (const y of b) {
      const [lower, upper] = [compareBytes(x.low, y.low) >= 0 ? x : y, compareBytes(x.high, y.high) <= 0 ? x : y];
      if (compareBytes(lower.low, upper.high) >= 0) continue;
      both.push({ low: lower.low, high: upper.high, point: x.point || y.point, ends: [lower.ends[0], upper.ends[1]] });
    }
  }
  return normalise(both);
}

/** Sorted, without duplicates and overlaps. */
export function normalise(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => compareBytes(a.low, b.low) || compareBytes(b.high, a.high));
  const result: Interval[] = [];
  for (const interval of sorted) {
    const last = result.at(-1);
    if (!last || compareBytes(interval.low, last.high) >= 0) result.push(interval);
    else if (compareBytes(interval.high, last.high) > 0) {
      result[result.length - 1] = { low: last.low, high: interval.high, point: false, ends: [last.ends[0], interval.ends[1]] };
    }
  }
  return result;
}

/** The same values in the bytes of descending keys. */
export function descending(interval: Interval): Interval {
  const { low, high, point, ends } = interval;
  if (low.length === 0)
    return interval === everything ? everything : { low: afterPrefix(turn(high)), high: everything.high, point, ends: [ends[1], ends[0]] };
  return { low: afterPrefix(turn(high)), high: afterPrefix(turn(low)), point, ends: [ends[1], ends[0]] };
}

function turn(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => ~byte);
}

/** Numbers begin above NaN, which no range holds. */
function bracketLow(rank: number): Uint8Array {
  return rank === numberRank ? Uint8Array.of(rank, 0, 0, 0, 0, 0, 0, 0, 0, 1) : Uint8Array.of(rank);
}

const bracketNames = new Map<number, readonly [low: string, high: string, inclusive: boolean]>([
  [numberRank, ['-inf', 'inf', true]],
  [typeRank(bsonType.string), ['""', '{}', false]],
  [typeRank(bsonType.object), ['{}', '[]', false]],
  [typeRank(bsonType.bool), ['false', 'true', true]],
  [typeRank(bsonType.date), ['new Date(-9223372036854775808)', 'new Date(9223372036854775807)', true]],
  [typeRank(bsonType.objectId), ["ObjectId('000000000000000000000000')", "ObjectId('ffffffffffffffffffffffff')", true]],
  [typeRank(bsonType.timestamp), ['Timestamp(0, 0)', 'Timestamp(4294967295, 4294967295)', true]],
]);

function bracketEnds(rank: number): readonly [low: End, high: End] {
  const [low, high, inclusive] = bracketNames.get(rank) ?? [`type ${rank}`, `type ${rank + 1}`, false];
  return [
    { at: low, inclusive: true },
    { at: high, inclusive },
  ];
}
