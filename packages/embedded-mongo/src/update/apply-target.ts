import { MongoError } from '../errors.ts';
import { showValue } from '../value/show.ts';
import type { Doc, Value } from '../value/value.ts';
import { dollarPrefixed } from './dollar-prefix.ts';
import type { LeafContext } from './leaf.ts';
import type { Target } from './parse-operators.ts';

type Container = Doc | Value[];

const maxPadding = 1_500_000;

/** Applies one operator to a decoded document, in place, and answers whether that counts as a change. Throws PathNotViable and what the operator throws. */
export function applyTarget(doc: Doc, target: Target, context: LeafContext): boolean {
  if (target.leaf.from) return rename(doc, target.leaf.from, target.steps, context);
  const found = descend(doc, target.steps, context);
  if (found.blocked) {
    if (target.leaf.lenient) return false;
    throw target.leaf.creates ? notViable(found.blocked) : notTraversable(found.blocked, target.steps);
  }
  if (found.missing !== undefined && !target.leaf.creates) return false;
  const { container, at } = found;
  const last = target.steps.at(-1) as string;
  const current = found.missing === undefined ? childOf(container, last) : undefined;
  const value = target.leaf.apply(current, context);
  if (Object.is(value, current)) return false;
  if (value === undefined) {
    remove(container, last);
    return true;
  }
  const [top] = target.steps;
  if (!context.inserting && top?.startsWith('$') && !doc.has(top) && !['$ref', '$id', '$db'].includes(top)) throw dollarPrefixed(top);
  place(container, target.steps.slice(at), value);
  return true;
}

type Blocked = { readonly step: string; readonly name: string | undefined; readonly value: Value };

type Found = {
  readonly container: Container;
  /** How many steps led to the container. */
  readonly at: number;
  /** The first step that is absent before the last; undefined = the container of the last step exists. */
  readonly missing: string | undefined;
  /** The value without fields that stands in the way, its name, and the step that it has not. */
  readonly blocked?: Blocked;
};

function descend(doc: Doc, steps: readonly string[], context: LeafContext): Found {
  let container: Container = doc;
  for (let at = 0; at < steps.length; at++) {
    const step = steps[at] as string;
    if (Array.isArray(container) && !isIndex(step)) {
      return { container, at, missing: step, blocked: { step, name: steps[at - 1], value: container } };
    }
    if (at === steps.length - 1) return { container, at, missing: undefined };
    const child: Value = childOf(container, step);
    if (child === undefined) return { container, at, missing: step };
    if (!(child instanceof Map) && !Array.isArray(child)) {
      return { container, at, missing: step, blocked: { step: steps[at + 1] as string, name: step, value: child } };
    }
    container = child;
  }
  throw new MongoError('BadValue', `empty update path for ${context.path}`);
}

function notViable({ step, name, value }: Blocked): MongoError {
  return new MongoError('PathNotViable', `Cannot create field '${step}' in element {${name}: ${showValue(value)}}`);
}

function notTraversable({ step, name, value }: Blocked, steps: readonly string[]): MongoError {
  return new MongoError(
    'PathNotViable',
    `Cannot use the part (${step}) of (${steps.join('.')}) to traverse the element ({${name}: ${showValue(value)}})`,
  );
}

const isIndex = (step: string) => /^\d{1,19}$/.test(step);

function childOf(container: Container, step: string): Value {
  if (Array.isArray(container)) return isIndex(step) ? container[Number(step)] : undefined;
  return container.get(step);
}

/** Puts a value below the container, making the documents on the way. */
function place(container: Container, steps: readonly string[], value: Value): void {
  const [first, ...rest] = steps as [string, ...string[]];
  let inner = value;
  for (const step of rest.toReversed()) inner = new Map([[step, inner]]);
  if (!Array.isArray(container)) {
    container.set(first, inner);
    return;
  }
  const index = Number(first);
  if (index - container.length > maxPadding) {
    throw new MongoError('CannotBackfillArray', `Cannot add elements to array beyond ${maxPadding} null elements`);
  }
  while (container.length < index) container.push(null);
  container[index] = inner;
}

function remove(container: Container, step: string): void {
  if (!Array.isArray(container)) container.delete(step);
  else if (Number(step) < container.length) container[Number(step)] = null;
}

function rename(doc: Doc, from: readonly string[], to: readonly string[], context: LeafContext): boolean {
  const source = descend(doc, from, context);
  if (source.blocked) throw notReadable(source.blocked, from);
  const last = from.at(-1) as string;
  const value = source.missing === undefined ? childOf(source.container, last) : undefined;
  if (value === undefined) return false;
  refuseArrays(doc, from, 'source', context);
  refuseArrays(doc, to, 'destination', context);
  const target = descend(doc, to, context);
  if (target.blocked) throw notViable(target.blocked);
  place(target.container, to.slice(target.at), value);
  remove(source.container, last);
  return true;
}

function notReadable({ name, value }: Blocked, steps: readonly string[]): MongoError {
  return new MongoError(
    'PathNotViable',
    `cannot use the part (${name} of ${steps.join('.')}) to traverse the element ({${name}: ${showValue(value)}})`,
  );
}

function refuseArrays(doc: Doc, steps: readonly string[], which: 'source' | 'destination', context: LeafContext): void {
  let at: Value = doc;
  for (const [i, step] of steps.entries()) {
    if (Array.isArray(at)) {
      const id = context.identity().slice(1, -1);
      throw new MongoError(
        'BadValue',
        `The ${which} field cannot be an array element, '${steps.join('.')}' in doc with ${id} has an array field called '${steps[i - 1]}'`,
      );
    }
    at = at instanceof Map ? at.get(step) : undefined;
  }
}
