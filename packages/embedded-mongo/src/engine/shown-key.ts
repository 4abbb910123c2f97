import { compareBytes } from '../bson/compare.ts';
import type { RawValue } from '../bson/walk.ts';
import type { Plan } from '../planner/plan.ts';
import { entryKey, uniqueKey } from '../store/keys.ts';
import { readValue } from '../value/read.ts';
import type { Doc } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { keysOf, valuesOfKey } from './index-keys.ts';

/** The index key by which a plan came to a document, as `{ path: value }`; empty where there was none. */
export function shownKey(plan: Plan, document: Uint8Array): Uint8Array {
  return writeDoc(keyIn(plan, document) ?? new Map());
}

function keyIn(plan: Plan, document: Uint8Array): Doc | undefined {
  if (plan.kind === 'union') return plan.plans.map((part) => keyIn(part, document)).find((key) => key !== undefined);
  if (plan.kind !== 'index') return undefined;
  const { index, ranges } = plan;
  const { keys } = keysOf(index, document);
  const found = keys.find((key) => {
    const entry = index.unique ? uniqueKey(index.tree, key) : entryKey(index.tree, key, 0);
    return ranges.some(({ low, high }) => compareBytes(low, entry) <= 0 && compareBytes(entry, high) < 0);
  });
  if (!found) return undefined;
  const values = valuesOfKey(index, document, found);
  return new Map(index.key.map(({ path }, i) => [path, valueOrNull(values[i])]));
}

function valueOrNull(value: RawValue | undefined) {
  return value ? readValue(value.type, value.bytes, value.start) : null;
}
