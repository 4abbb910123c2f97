import type { Filter } from '../query/types.ts';
import { filterStage } from './match.ts';
import type { Stage } from './stage.ts';

/**
 * Moves each `$match`, or those conditions of it that allow it, before the stages that leave alone what it reads, and each `$skip`, and
 * `$limit` of a sort, before the stages that only change documents, as MongoDB's optimizer does: the storage can then do it, and a stage that fails for
 * a document that is not wanted is never asked.
 */
export function hoistStages(stages: readonly Stage[]): readonly Stage[] {
  const placed: Stage[] = [];
  for (const stage of stages) {
    if (stage.lead?.kind === 'match') placeMatch(placed, stage, stage.lead.filter);
    else if (stage.lead?.kind === 'skip' || (stage.lead?.kind === 'limit' && isSorted(placed)))
      placed.splice(beforeReshaping(placed), 0, stage);
    else placed.push(stage);
  }
  return placed;
}

/** Where the last stages that only change documents begin. */
function beforeReshaping(placed: readonly Stage[]): number {
  return placed.findLastIndex(({ reshape }) => !reshape) + 1;
}

/** Do the documents come from a sort, whatever is cut off or changed in between? */
function isSorted(placed: readonly Stage[]): boolean {
  return placed.findLast(({ reshape, lead }) => !reshape && lead?.kind !== 'skip' && lead?.kind !== 'limit')?.lead?.kind === 'sort';
}

function placeMatch(placed: Stage[], stage: Stage, filter: Filter): void {
  const before = placed.findLast(({ lead }) => lead?.kind !== 'match');
  const moves = (condition: Filter) => before !== undefined && passes(condition, before);
  const conditions = conditionsOf(filter);
  for (const condition of conditions.filter(moves)) place(placed, condition);
  const staying = conditions.filter((condition) => !moves(condition));
  if (staying.length === conditions.length) placed.push(stage);
  else if (staying.length > 0) placed.push(filterStage({ op: 'and', filters: staying }));
}

/** What each have to be true: the parts of `$and`; none of several conditions is true when each of them is not. */
function conditionsOf(filter: Filter): readonly Filter[] {
  if (filter.op === 'and' || (filter.op === 'or' && filter.filters.length === 1)) return filter.filters.flatMap(conditionsOf);
  if (filter.op === 'nor') return filter.filters.map((branch) => ({ op: 'nor', filters: [branch] }));
  return [filter];
}

/** Puts a condition as far to the front as it can go, but behind those that are there. */
function place(placed: Stage[], condition: Filter): void {
  let at = placed.length;
  while (at > 0 && passes(condition, placed[at - 1] as Stage)) at--;
  while (placed[at]?.lead?.kind === 'match') at++;
  placed.splice(at, 0, filterStage(condition));
}

function passes(condition: Filter, { leaves }: Stage): boolean {
  return leaves !== undefined && isMovable(condition) && (filterStage(condition).reads?.every((path) => leaves(fixedPart(path))) ?? false);
}

/** MongoDB moves no condition on arrays as such, and none that is constant. */
function isMovable(filter: Filter): boolean {
  switch (filter.op) {
    case 'and':
    case 'or':
    case 'nor':
      return filter.filters.every(isMovable);
    case 'not':
      return isMovable(filter.filter);
    case 'size':
    case 'elemMatchObject':
    case 'elemMatchValue':
    case 'constant':
    case 'jsonSchema':
      return false;
    default:
      return true;
  }
}

/** The path up to the first number, which may be a position in an array. */
function fixedPart(path: string): string {
  const steps = path.split('.');
  const number = steps.findIndex((step, i) => i > 0 && /^\d+$/.test(step));
  return number < 0 ? path : steps.slice(0, number).join('.');
}

/** For {@link Stage.leaves}: a stage that changes something at or below these dotted paths and nowhere else. */
export function leavesAllBut(changed: readonly string[]): (path: string) => boolean {
  return (path) => !changed.some((other) => isWithin(path, other) || isWithin(other, path));
}

/** For {@link Stage.leaves}: a stage that keeps what is at these dotted paths and nothing else. */
export function leavesOnly(kept: readonly string[]): (path: string) => boolean {
  return (path) => kept.some((other) => isWithin(path, other));
}

function isWithin(path: string, whole: string): boolean {
  return path === whole || path.startsWith(`${whole}.`);
}
