import { MongoError } from '../errors.ts';
import { splitFieldPath } from '../expression/field-path.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { leavesAllBut } from './hoist-stages.ts';
import type { DocBatches, StageParser } from './stage.ts';

type Unwind = { readonly steps: readonly string[]; readonly indexSteps: readonly string[] | undefined; readonly keepsEmpty: boolean };

/** `$unwind`. */
export const unwindStage: StageParser = (argument) => {
  const spec = parse(argument);
  const path = spec.steps.join('.');
  const leaves = leavesAllBut([path, ...(spec.indexSteps ? [spec.indexSteps.join('.')] : [])]);
  return { name: '$unwind', reads: [path], leaves, replaces: false, run: (docs) => unwind(docs, spec) };
};

function parse(argument: Value): Unwind {
  if (typeof argument === 'string') return { steps: pathOf(argument), indexSteps: undefined, keepsEmpty: false };
  if (!(argument instanceof Map)) {
    throw new MongoError(
      15981,
      `expected either a string or an object as specification for $unwind stage, got ${typeName(typeOf(argument))}`,
    );
  }
  for (const [name, value] of argument) checkOption(name, value);
  const path = argument.get('path');
  if (path === undefined) throw new MongoError(28812, 'no path specified to $unwind stage');
  const index = argument.get('includeArrayIndex');
  return {
    steps: pathOf(path),
    indexSteps: typeof index === 'string' ? splitFieldPath(index) : undefined,
    keepsEmpty: argument.get('preserveNullAndEmptyArrays') === true,
  };
}

function checkOption(name: string, value: Value): void {
  const got = `got ${typeName(typeOf(value))}`;
  switch (name) {
    case 'path':
      if (typeof value !== 'string') throw new MongoError(28808, `expected a string as the path for $unwind stage, ${got}`);
      return;
    case 'preserveNullAndEmptyArrays':
      if (typeof value !== 'boolean')
        throw new MongoError(28809, `expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, ${got}`);
      return;
    case 'includeArrayIndex':
      if (typeof value !== 'string' || value === '')
        throw new MongoError(28810, `expected a non-empty string for the includeArrayIndex  option to $unwind stage, ${got}`);
      if (value.startsWith('$'))
        throw new MongoError(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${value}`);
      return;
    default:
      throw new MongoError(28811, `unrecognized option to $unwind stage: ${name}`);
  }
}

function pathOf(path: Value): readonly string[] {
  if (typeof path !== 'string' || !path.startsWith('$')) {
    throw new MongoError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  }
  return splitFieldPath(path.slice(1));
}

async function* unwind(docs: DocBatches, spec: Unwind): DocBatches {
  for await (const batch of docs) {
    const results = batch.flatMap((doc) => unwindOne(doc, spec));
    if (results.length > 0) yield results;
  }
}

function unwindOne(doc: Doc, { steps, indexSteps, keepsEmpty }: Unwind): Doc[] {
  const value = valueAt(doc, steps);
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item, index) => withIndex(setAt(doc, steps, item), indexSteps, BigInt(index)));
  }
  if (value === undefined || value === null || Array.isArray(value)) {
    if (!keepsEmpty) return [];
    const kept = Array.isArray(value) ? removeAt(doc, steps) : doc;
    return [withIndex(kept, indexSteps, null)];
  }
  return [withIndex(doc, indexSteps, null)];
}

function withIndex(doc: Doc, steps: readonly string[] | undefined, index: Value): Doc {
  return steps ? setAt(doc, steps, index) : doc;
}

/** Unlike expressions, `$unwind` does not look into arrays on the way. */
function valueAt(doc: Doc, steps: readonly string[]): Value {
  let at: Value = doc;
  for (const step of steps) at = at instanceof Map ? at.get(step) : undefined;
  return at;
}

/** A copy of the document with another value at a path. */
export function setAt(doc: Doc, steps: readonly string[], value: Value): Doc {
  const [first, ...rest] = steps as [string, ...string[]];
  const copy = new Map(doc);
  if (rest.length === 0) return copy.set(first, value);
  const inner = copy.get(first);
  return copy.set(first, setAt(inner instanceof Map ? inner : new Map(), rest, value));
}

function removeAt(doc: Doc, steps: readonly string[]): Doc {
  const [first, ...rest] = steps as [string, ...string[]];
  const copy = new Map(doc);
  const inner = copy.get(first);
  if (rest.length === 0) copy.delete(first);
  else if (inner instanceof Map) copy.set(first, removeAt(inner, rest));
  return copy;
}
