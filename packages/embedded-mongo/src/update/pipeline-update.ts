import { MongoError } from '../errors.ts';
import type { Variables } from '../value/value.ts';
import type { Update } from './types.ts';

/** An update by a pipeline of `$set`, `$unset`, `$project`, `$replaceWith` and their other names. */
export function pipelineUpdate(_stages: readonly Uint8Array[], _variables: Variables): Update {
  throw new MongoError('FailedToParse', 'pipeline updates are not ready');
}
