/** JSONata's result sequence: one element stands for itself, none for nothing. */
export class Sequence extends Array<unknown> {
  /** Whether one element stays a list, as after `[]`. */
  keepSingleton = false;

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

/** A list written in brackets as a step of a path, which is not flattened into its surroundings. */
export class WrittenList extends Array<unknown> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

/** A sequence of these elements. */
export function sequenceOf(...items: readonly unknown[]): Sequence {
  const sequence = new Sequence();
  for (const item of items) sequence.push(item);
  return sequence;
}

/** What a sequence stands for: nothing, its one element, or itself. */
export function settle(value: unknown): unknown {
  if (!(value instanceof Sequence)) return value;
  if (value.length === 0) return undefined;
  return value.length === 1 && !value.keepSingleton ? value[0] : value;
}

/** The value as a list: a list itself, nothing as no element, all else as its one element. */
export function toList(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** JSONata's append: nothing adds nothing; all else becomes one list. */
export function append(left: unknown, right: unknown): unknown {
  if (left === undefined) return right;
  if (right === undefined) return left;
  return [...toList(left), ...toList(right)];
}
