import { MongoError } from '../errors.ts';
import { compareValues } from '../value/compare.ts';
import { showValue } from '../value/show.ts';
import { typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';

/** Throws ImmutableField when the document's `_id` is not the one it had. */
export function checkId(before: Value, doc: Doc): void {
  const after = doc.get('_id');
  if (before === undefined || isSame(before, after)) return;
  throw new MongoError('ImmutableField', `Performing an update on the path '_id' would modify the immutable field '_id'`);
}

/** Throws ImmutableField in the words of a replacement. */
export function checkReplacedId(before: Value, after: Value): void {
  if (before === undefined || isSame(before, after)) return;
  throw new MongoError(
    'ImmutableField',
    `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${showValue(after)}`,
  );
}

function isSame(a: Value, b: Value): boolean {
  return typeOf(a) === typeOf(b) ? compareValues(a, b) === 0 : compareValues(a, b) === 0 && b !== undefined;
}
