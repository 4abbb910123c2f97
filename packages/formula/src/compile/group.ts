import { FormulaError } from '../formula-error.ts';
import { append } from '../sequence.ts';
import { checkKey, newObject } from '../values.ts';
import type { AstNode, Scope, Step } from './step.ts';

interface GroupEntry {
  data: unknown;
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
        addEntry(entries, checkKey(key), { data: item, pair: index });
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

function addEntry(entries: Map<string, GroupEntry>, key: string, entry: GroupEntry): void {
  const known = entries.get(key);
  if (!known) {
    entries.set(key, entry);
    return;
  }
  if (known.pair !== entry.pair) throw new FormulaError('TYPE', `two expressions give the key ${key}`);
  known.data = append(known.data, entry.data);
}
