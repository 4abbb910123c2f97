import { T } from '../value/types.ts';
import type { Operand } from '../value/value.ts';
import { sortedValues } from './sorted-values.ts';
import type { Filter, InFilter, RegexFilter } from './types.ts';

/** The one test that the branches of an `$or` come down to, as MongoDB simplifies it; undefined = they remain several. */
export function singleTest(branches: readonly Filter[]): Filter | undefined {
  const possible = branches.map(simplified).filter((branch) => branch.op !== 'constant' || branch.matches);
  const [first, second] = possible;
  if (!first) return { op: 'constant', matches: false };
  return second ? membership(possible) : first;
}

function simplified(filter: Filter): Filter {
  if (filter.op === 'or') return singleTest(filter.filters) ?? filter;
  if (filter.op !== 'and') return filter;
  const parts = filter.filters.map(simplified).filter((part) => part.op !== 'constant' || !part.matches);
  const [first, second] = parts;
  if (!first) return { op: 'constant', matches: true };
  if (!second) return first;
  return parts.find(({ op }) => op === 'constant') ?? { op: 'and', filters: parts };
}

/** Branches that compare one field with constants, as an `$in`. */
function membership(branches: readonly Filter[]): InFilter | undefined {
  const values: Operand[] = [];
  const regexes: RegexFilter[] = [];
  const paths = new Set<string>();
  for (const branch of branches) {
    if (branch.op === 'eq' && branch.value.type !== T.regex) values.push(branch.value);
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
