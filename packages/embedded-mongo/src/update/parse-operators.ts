import { MongoError } from '../errors.ts';
import { showValue } from '../value/show.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import type { ArrayFilters } from './array-filters.ts';
import { addToSet, pop, pull, pullAll, push } from './array-operators.ts';
import { bit, currentDate, inc, max, min, mul, set, setOnInsert, unset } from './field-operators.ts';
import type { Leaf, LeafOptions, LeafParser } from './leaf.ts';

/** One operator on one path. `$`, `$[]` and `$[id]` are still in the steps. */
export type Target = {
  readonly steps: readonly string[];
  readonly leaf: Leaf;
  /** Found while `$[]` was resolved for one document: thrown when the target's turn comes. */
  readonly refusal?: MongoError;
};

const operators = new Map<string, LeafParser>([
  ['$set', set],
  ['$setOnInsert', setOnInsert],
  ['$unset', unset],
  ['$inc', inc],
  ['$mul', mul],
  ['$min', min],
  ['$max', max],
  ['$currentDate', currentDate],
  ['$bit', bit],
  ['$push', push],
  ['$addToSet', addToSet],
  ['$pop', pop],
  ['$pull', pull],
  ['$pullAll', pullAll],
]);

/** Reads an update of operators; the targets come in the order in which MongoDB applies them. */
export function parseOperatorDoc(document: Doc, options: LeafOptions, filters: ArrayFilters): readonly Target[] {
  const targets: Target[] = [];
  const paths: (readonly string[])[] = [];
  for (const [name, argument] of document) {
    if (name !== '$rename' && !operators.has(name)) {
      throw new MongoError(
        'FailedToParse',
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    for (const [path, value] of modifierFields(name, argument)) {
      const target = name === '$rename' ? parseRename(path, value, paths) : parseTarget(name, path, value, options);
      addPath(paths, target.steps);
      checkFilters(target.steps, filters, path);
      targets.push(target);
    }
  }
  return targets.sort((a, b) => compareSteps(a.steps, b.steps));
}

function modifierFields(name: string, argument: Value): Doc {
  if (argument instanceof Map) return argument;
  throw new MongoError(
    'FailedToParse',
    `Modifiers operate on fields but we found type ${typeName(typeOf(argument))} instead. For example: {$mod: {<field>: ...}} not {${name}: ${showValue(argument)}}`,
  );
}

function parseTarget(name: string, path: string, value: Value, options: LeafOptions): Target {
  const parse = operators.get(name) as LeafParser;
  const steps = splitPath(path);
  const leaf = parse(path, value, options);
  checkFirst(steps, path);
  return { steps, leaf };
}

function checkFirst(steps: readonly string[], path: string): void {
  if (!isArrayStep(steps[0])) return;
  throw new MongoError('BadValue', `Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '${path}'`);
}

/** Splits and checks an update path. Throws EmptyFieldName (56), BadValue or DollarPrefixedFieldName. */
function splitPath(path: string): readonly string[] {
  if (path === '') throw new MongoError('EmptyFieldName', 'An empty update path is not valid.');
  const steps = path.split('.');
  if (steps.includes('')) {
    throw new MongoError('EmptyFieldName', `The update path '${path}' contains an empty field name, which is not allowed.`);
  }
  if (steps[0] === '$')
    throw new MongoError('BadValue', `Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  if (steps.filter((step) => step === '$').length > 1) {
    throw new MongoError('BadValue', `Too many positional (i.e. '$') elements found in path '${path}'`);
  }
  return steps;
}

/** Is a step `$`, `$[]` or `$[id]`? */
export function isPositional(step: string): boolean {
  return step === '$' || (step.startsWith('$[') && step.endsWith(']'));
}

function parseRename(path: string, value: Value, paths: (readonly string[])[]): Target {
  const from = splitPath(path);
  checkFirst(from, path);
  addPath(paths, from);
  if (typeof value !== 'string')
    throw new MongoError('BadValue', `The 'to' field for $rename must be a string: ${path}: ${showValue(value)}`);
  const to = splitPath(value);
  if (path === value) throw new MongoError('BadValue', `The source and target field for $rename must differ: ${path}: "${value}"`);
  const overlap = from.every((step, i) => to[i] === step) || to.every((step, i) => from[i] === step);
  if (overlap) {
    throw new MongoError('BadValue', `The source and target field for $rename must not be on the same path: ${path}: "${value}"`);
  }
  if (from.some(isPositional)) throw new MongoError('BadValue', `The source field for $rename may not be dynamic: ${path}`);
  if (to.some(isPositional)) throw new MongoError('BadValue', `The destination field for $rename may not be dynamic: ${value}`);
  return { steps: to, leaf: { creates: true, apply: (current) => current, from } };
}

function checkFilters(steps: readonly string[], filters: ArrayFilters, path: string): void {
  for (const step of steps) {
    const id = step.startsWith('$[') ? step.slice(2, -1) : '';
    if (id !== '' && !filters.has(id)) throw new MongoError('BadValue', `No array filter found for identifier '${id}' in path '${path}'`);
  }
}

/** Two paths conflict when one begins with the other. */
function addPath(paths: (readonly string[])[], steps: readonly string[]): void {
  for (const other of paths) {
    const shared = Math.min(other.length, steps.length);
    const same = steps.findIndex((step, i) => step !== other[i]);
    const at = same === -1 ? steps.length : same;
    const mixed = at < shared && isArrayStep(steps[at]) !== isArrayStep(other[at]);
    if (at >= shared || mixed) throw conflict(steps, steps.slice(0, Math.min(at, shared)));
  }
  paths.push(steps);
}

const isArrayStep = (step: string | undefined) => step?.startsWith('$[') ?? false;

function conflict(steps: readonly string[], at: readonly string[]): MongoError {
  return new MongoError(
    'ConflictingUpdateOperators',
    `Updating the path '${steps.join('.')}' would create a conflict at '${at.join('.')}'`,
  );
}

/** MongoDB's order of update paths: by name, whole numbers by size. */
export function compareSteps(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [left, right] = [a[i] as string, b[i] as string];
    if (left === right) continue;
    if (/^\d+$/.test(left) && /^\d+$/.test(right)) return Number(left) - Number(right);
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
