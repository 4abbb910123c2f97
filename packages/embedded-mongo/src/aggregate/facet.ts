import { MongoError } from '../errors.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { MemoryBound, sizeOf, sortTooLarge } from './memory.ts';
import { runStages } from './parse-pipeline.ts';
import { collect, type DocBatches, inBatches, type RunContext, type Stage, type StageParser } from './stage.ts';

const forbidden = new Set([
  '$out',
  '$merge',
  '$facet',
  '$collStats',
  '$geoNear',
  '$indexStats',
  '$planCacheStats',
  '$documents',
  '$changeStream',
]);

/** `$facet`: several pipelines over the same documents. */
export const facetStage: StageParser = (argument, { parse }): Stage => {
  if (!(argument instanceof Map))
    throw new MongoError(40169, `the $facet specification must be a non-empty object, but found: ${typeName(typeOf(argument))}`);
  if (argument.size === 0) throw new MongoError(40169, 'the $facet specification must be a non-empty object');
  const facets = Array.from(argument, ([name, value]) => {
    if (name.startsWith('$'))
      throw new MongoError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    if (name.includes('.'))
      throw new MongoError(16412, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`);
    if (!Array.isArray(value))
      throw new MongoError(40170, `arguments to $facet must be arrays, ${name} is type ${typeName(typeOf(value))}`);
    const stages = parse(checked(value));
    if (stages.some((stage) => stage.name === '$facet'))
      throw new MongoError(40600, '$facet is not allowed to be used within a $facet stage');
    return { name, stages };
  });
  const collections = facets.flatMap(({ stages }) => stages.flatMap((stage) => stage.collections ?? []));
  return { name: '$facet', reads: null, replaces: true, collections, run: (docs, context) => run(docs, facets, context) };
};

function checked(stages: readonly Value[]): readonly Value[] {
  for (const stage of stages) {
    if (!(stage instanceof Map)) throw new MongoError(40171, `elements of arrays in $facet spec must be non-empty objects`);
    const name = stage.keys().next().value;
    if (name !== undefined && name !== '$facet' && forbidden.has(name))
      throw new MongoError(40600, `${name} is not allowed to be used within a $facet stage`);
  }
  return stages;
}

type Facet = { readonly name: string; readonly stages: readonly Stage[] };

async function* run(docs: DocBatches, facets: readonly Facet[], context: RunContext): DocBatches {
  const bound = new MemoryBound(context.memoryLimit, () => sortTooLarge(context.memoryLimit));
  const all: Doc[] = [];
  for await (const batch of docs) {
    for (const doc of batch) {
      bound.hold(sizeOf(doc));
      all.push(doc);
    }
  }
  const result: Doc = new Map();
  for (const { name, stages } of facets) result.set(name, await collect(runStages(stages, inBatches(all), context)));
  yield [result];
}
