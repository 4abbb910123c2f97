import { MongoError } from '../errors.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { parseFilterDoc } from '../query/parse-filter.ts';
import { writeDoc } from '../value/write.ts';
import { eachStage, type StageParser } from './stage.ts';

/** `$match`. */
export const matchStage: StageParser = (argument, { variables }) => {
  if (!(argument instanceof Map)) throw new MongoError(15959, 'the match filter must be an expression in an object');
  const filter = parseFilterDoc(argument, { variables, top: true });
  const { matches, paths } = compileFilter(filter);
  const stage = { name: '$match', reads: paths, replaces: false, lead: { kind: 'match', filter } as const };
  return eachStage(stage, (doc) => (matches(writeDoc(doc)) ? doc : undefined));
};
