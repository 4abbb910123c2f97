import { BSONRegExp } from 'bson';
import type { Doc, Value, Variables } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { compileFilter } from './compile-filter.ts';
import { conjunction, parseFilterDoc } from './parse-filter.ts';
import { isPathOperator, parseOperators } from './parse-operators.ts';
import { regexFilter } from './parse-regex.ts';

/** A condition on array elements as `$pull` has it: operators on the element itself, a filter on its fields, or a regular expression. */
export function matchElement(condition: Doc | BSONRegExp, variables: Variables): (value: Value) => boolean {
  if (condition instanceof Map && !isPathOperator(condition.keys().next().value ?? '')) {
    const { matches } = compileFilter(parseFilterDoc(condition, { variables, top: false }));
    return (value) => value instanceof Map && matches(writeDoc(value));
  }
  const filter =
    condition instanceof BSONRegExp
      ? regexFilter('', condition, '')
      : conjunction(parseOperators('', condition, { variables, top: false }));
  const { matches } = compileFilter(filter);
  return (value) => matches(writeDoc(new Map([['', value]])));
}
