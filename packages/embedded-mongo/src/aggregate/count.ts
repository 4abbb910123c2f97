import { MongoError } from '../errors.ts';
import { wholeResult } from '../value/arithmetic.ts';
import { showValue } from '../value/show.ts';
import { T } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { groupStage } from './group.ts';
import { sortBy } from './sort.ts';
import type { DocBatches, Stage, StageParser } from './stage.ts';

/** `$count`. */
export const countStage: StageParser = (argument) => {
  if (typeof argument !== 'string') throw new MongoError(40156, `the count field must be a non-empty string`);
  if (argument === '') throw new MongoError(40157, 'the count field must be a non-empty string');
  if (argument.startsWith('$')) throw new MongoError(40158, 'the count field cannot be a $-prefixed path');
  if (argument.includes('\u0000')) throw new MongoError(40159, 'the count field cannot contain a null byte');
  if (argument.includes('.')) throw new MongoError(40160, "the count field cannot contain '.'");
  return { name: '$count', reads: [], replaces: true, counts: true, run: (docs) => count(docs, argument) };
};

async function* count(docs: DocBatches, name: string): DocBatches {
  let total = 0;
  for await (const batch of docs) total += batch.length;
  if (total > 0) yield [new Map<string, Value>([[name, wholeResult(BigInt(total), T.int) ?? total]]) satisfies Doc];
}

/** `$sortByCount`. */
export const sortByCountStage: StageParser = (argument, scope): readonly Stage[] => {
  const isExpression = argument instanceof Map && (argument.keys().next().value ?? '').startsWith('$');
  if (argument instanceof Map && !isExpression)
    throw new MongoError(40147, 'the sortByCount field must be defined as a $-prefixed path or an expression inside an object');
  if (typeof argument === 'string' && !argument.startsWith('$'))
    throw new MongoError(40148, `the sortByCount field must be defined as a $-prefixed path or an expression`);
  if (!(argument instanceof Map) && typeof argument !== 'string')
    throw new MongoError(40149, `the sortByCount field must be specified as a string or as an object, found ${showValue(argument)}`);
  const spec: Doc = new Map<string, Value>([
    ['_id', argument],
    ['count', new Map<string, Value>([['$sum', 1]])],
  ]);
  return [groupStage(spec, scope) as Stage, sortBy([{ path: 'count', descending: true }])];
};
