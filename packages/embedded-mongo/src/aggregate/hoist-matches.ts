import type { Filter } from '../query/types.ts';
import { filterStage } from './match.ts';
import type { Stage } from './stage.ts';

/**
 * Moves each `$match`, or those conditions of it that allow it, before the stages that leave alone what it reads, as MongoDB's
 * optimizer does: the storage can then look it up, and a stage that fails for a document that does not match is never asked.
 */
export function hoistMatches(stages: readonly Stage[]): readonly Stage[] {
  const placed: Stage[] = [];
  for (const stage of stages) {
    if (stage.lead?.kind !== 'match') {
      placed.push(stage);
      continue;
    }
    const before = placed.findLast(({ lead }) => lead?.kind !== 'match');
    const moves = (filter: Filter) => before !== undefined && passes(filterStage(filter), before);
    const conditions = conditionsOf(stage.lead.filter);
    for (const filter of conditions.filter(moves)) place(placed, filterStage(filter));
    const staying = conditions.filter((filter) => !moves(filter));
    if (staying.length === conditions.length) placed.push(stage);
    else if (staying.length > 0) placed.push(filterStage({ op: 'and', filters: staying }));
  }
  return placed;
}

function conditionsOf(filter: Filter): readonly Filter[] {
  return filter.op === 'and' ? filter.filters : [filter];
}

/** Puts a match as far to the front as it can go, but behind those that are there. */
function place(placed: Stage[], match: Stage): void {
  let at = placed.length;
  while (at > 0 && passes(match, placed[at - 1] as Stage)) at--;
  while (placed[at]?.lead?.kind === 'match') at++;
  placed.splice(at, 0, match);
}

function passes(match: Stage, { leaves }: Stage): boolean {
  return leaves !== undefined && (match.reads?.every(leaves) ?? false);
}

/** For {@link Stage.leaves}: a stage that changes something in the fields of these dotted paths and in no other. */
export function leavesAllBut(changed: readonly string[]): (path: string) => boolean {
  const fields = new Set(changed.map(fieldOf));
  return (path) => !fields.has(fieldOf(path));
}

/** For {@link Stage.leaves}: a stage that keeps these fields whole; what it keeps of others counts as changed. */
export function leavesOnly(kept: readonly string[]): (path: string) => boolean {
  const fields = new Set(kept.filter((path) => !path.includes('.')));
  return (path) => fields.has(fieldOf(path));
}

function fieldOf(path: string): string {
  return path.split('.', 1)[0] as string;
}
