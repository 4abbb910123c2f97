import type { Operand } from '../value/value.ts';
import { sortedValues } from './sorted-values.ts';
import type { Filter, InFilter, RegexFilter } from './types.ts';

/** The one test that the branches of an `$or` come down to, as MongoDB's optimizer sees it; undefined = they remain several. */
export function singleTest(branches: readonly Filter[]): Filter | undefined {
  const possible = branches.filter((branch) => !isNever(branch));
  const [first, second] = possible;
  if (!first) return { op: 'constant', matches: false };
  return second ? membership(possible) : first;
}

function isNever(filter: Filter): boolean {
  return filter.op === 'and' ? filter.filters.some(isNever) : filter.op === 'constant' && !filter.matches;
}

/** Branches that compare one field with constants, as an `$in`. */
function membership(branches: readonly Filter[]): InFilter | undefined {
  const values: Operand[] = [];
  const regexes: RegexFilter[] = [];
  const paths = new Set<string>();
  for (const branch of branches) {
    if (branch.op === 'eq') values.push(branch.value);
    else if (branch.op === 'regex') regexes.push(branch);
    else if (branch.op === 'in' && branch.values.length + branch.regexes.length === 1) {
      values.push(...branch.values);
      regexes.push(...branch.regexes);
    } else return undefined;
    paths.add(branch.path);
  }
  const [path, other] = paths;
  return path === undefined || other !== undefined ? undefined : { op: 'in', path, values: sortedValues(values), regexes };
}
