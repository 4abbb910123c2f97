import { MongoError } from '../errors.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { parseFilterDoc } from '../query/parse-filter.ts';
import type { Filter } from '../query/types.ts';
import { writeDoc } from '../value/write.ts';
import { eachStage, type Stage, type StageParser } from './stage.ts';

/** `$match`. */
export const matchStage: StageParser = (argument, { variables }) => {
  if (!(argument instanceof Map)) throw new MongoError(15959, 'the match filter must be an expression in an object');
  return filterStage(parseFilterDoc(argument, { variables, top: true }));
};

/** A `$match` of a parsed filter. */
export function filterStage(filter: Filter): Stage {
  const { matches, paths } = compileFilter(filter);
  const stage = { name: '$match', reads: paths, replaces: false, leaves: () => true, lead: { kind: 'match', filter } as const };
  return eachStage(stage, (doc) => (matches(writeDoc(doc)) ? doc : undefined));
}
