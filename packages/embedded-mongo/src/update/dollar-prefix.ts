import { MongoError } from '../errors.ts';

/** The refusal of a top field whose name starts with `$`. */
export function dollarPrefixed(name: string): MongoError {
  return new MongoError(
    'DollarPrefixedFieldName',
    `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
  );
}
