import { MongoError } from '../errors.ts';

/** A broken pattern (51091), or a part of PCRE's language that is not served. */
export function invalidRegex(why: string): MongoError {
  return new MongoError(51091, `Regular expression is invalid: ${why}`);
}
