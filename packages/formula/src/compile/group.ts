import { FormulaError } from '../formula-error.ts';
import { toList } from '../sequence.ts';
import { checkKey, newObject } from '../values.ts';
import type { AstNode, Run, Scope, Step } from './step.ts';

interface GroupEntry {
  /** One item as it is, several as one list. */
  data: unknown;
  /** The same list once there are several, ours to add to. */
  list?: unknown[];
  pair: number;
}

/** An object in braces: keys are worked out for every item, values for all items of the same key together. */
export function compileGroup(group: { lhs: Array<[AstNode, AstNode]>; position?: number }, scope: Scope): Step {
  const pairs = group.lhs.map(([key, value]) => ({ key: scope.compile(key, scope), value: scope.compile(value, scope) }));
  return (input, frame, run) => {
    const items: readonly unknown[] = Array.isArray(input) ? (input.length > 0 ? input : [undefined]) : [input];
    const entries = new Map<string, GroupEntry>();
    for (const item of items) {
      for (const [index, pair] of pairs.entries()) {
        run.meter.spend(1);
        const key = pair.key(item, frame, run);
        if (key === undefined) continue;
        if (typeof key !== 'string') throw new FormulaError('TYPE', 'a key must be a text', group.position);
        addEntry(entries, checkKey(key), { data: item, pair: index }, run);
      }
    }
    const result = newObject();
    for (const [key, entry] of entries) {
      const value = pairs[entry.pair]?.value(entry.data, frame, run);
      if (value !== undefined) result[key] = value;
    }
    return result;
  };
}

function addEntry(entries: Map<string, GroupEntry>, key: string, entry: GroupEntry, run: Run): void {
  const known = entries.get(key);
  if (!known) {
    entries.set(key, entry);
    return;
  }
  if (known.pair !== entry.pair) throw new FormulaError('TYPE', `two expressions give the key ${key}`);
  if (entry.data === undefined) return;
  if (known.data === undefined) known.data = entry.data;
  else known.data = addTo(known, toList(entry.data), run);
}

/** Adds to the list in place: copying it for every item would take quadratic time. */
function addTo(known: GroupEntry, items: readonly unknown[], { meter }: Run): unknown[] {
  known.list ??= [...toList(known.data)];
  meter.list(known.list.length + items.length, items.length);
  for (const item of items) known.list.push(item);
  return known.list;
}
