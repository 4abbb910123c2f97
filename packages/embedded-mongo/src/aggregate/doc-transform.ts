import { MongoError } from '../errors.ts';
import type { Doc, Value, Variables } from '../value/value.ts';
import type { Stage } from './stage.ts';
import { parseStages } from './stages.ts';

/** A pipeline of stages that change one document, as a function. */
export function docTransform(stages: readonly Value[], variables: Variables): (doc: Doc) => Doc {
  const reshapes = parseStages(stages, variables).map(reshapeOf);
  return (doc) => reshapes.reduce((result, reshape) => reshape(result), doc);
}

function reshapeOf({ name, reshape }: Stage): (doc: Doc) => Doc {
  return (doc) => {
    const result = reshape?.(doc);
    if (result) return result;
    throw new MongoError('InvalidOptions', `${name} is not allowed to be used within an update`);
  };
}
