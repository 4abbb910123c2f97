import { MongoError } from '../errors.ts';
import { showValue } from '../value/show.ts';
import type { Doc, Value } from '../value/value.ts';
import type { ArrayFilters } from './array-filters.ts';
import { compareSteps, isPositional, type Target } from './parse-operators.ts';

/** What `$`, `$[]` and `$[id]` mean for one document. */
export type Positions = { readonly filters: ArrayFilters; readonly position: () => number | undefined };

/** The targets with real indexes in place of `$`, `$[]` and `$[id]`. Throws BadValue where there is no array to go into. */
export function resolveTargets(doc: Doc, targets: readonly Target[], positions: Positions): readonly Target[] {
  if (!targets.some(({ steps }) => steps.some(isPositional))) return targets;
  const resolved = targets.flatMap((target) => expandOrRefuse(doc, target, positions));
  resolved.sort((a, b) => compareSteps(a.steps, b.steps));
  resolved.forEach(({ steps }, i) => {
    const before = resolved[i - 1]?.steps;
    if (before?.every((step, at) => steps[at] === step)) {
      throw new MongoError('ConflictingUpdateOperators', `Update created a conflict at '${before.join('.')}'`);
    }
  });
  return resolved;
}

function expandOrRefuse(doc: Doc, target: Target, positions: Positions): Target[] {
  try {
    return expand(doc, target, positions);
  } catch (error) {
    if (error instanceof MongoError) return [{ ...target, refusal: error }];
    throw error;
  }
}

function expand(doc: Doc, target: Target, positions: Positions): Target[] {
  let paths: Path[] = [{ steps: [], value: doc }];
  for (const step of target.steps) {
    paths = paths.flatMap((path) => (isPositional(step) ? expandStep(path, step, positions) : [descend(path, step)]));
  }
  return paths.map(({ steps }) => ({ steps, leaf: target.leaf }));
}

type Path = { readonly steps: readonly string[]; readonly value: Value };

function descend({ steps, value }: Path, step: string): Path {
  const next = value instanceof Map ? value.get(step) : Array.isArray(value) && /^\d+$/.test(step) ? value[Number(step)] : undefined;
  return { steps: [...steps, step], value: next };
}

function expandStep(path: Path, step: string, positions: Positions): Path[] {
  if (step === '$') {
    const index = positions.position();
    if (index === undefined) throw new MongoError('BadValue', 'The positional operator did not find the match needed from the query.');
    return [descend(path, String(index))];
  }
  const { value, steps } = path;
  if (value === undefined) {
    throw new MongoError('BadValue', `The path '${steps.join('.')}' must exist in the document in order to apply array updates.`);
  }
  if (!Array.isArray(value)) {
    throw new MongoError('BadValue', `Cannot apply array updates to non-array element ${steps.at(-1)}: ${showValue(value)}`);
  }
  const passes = step === '$[]' ? () => true : positions.filters.get(step.slice(2, -1));
  return value.flatMap((item, index) => (passes?.(item) ? [{ steps: [...steps, String(index)], value: item }] : []));
}
