import { MongoError } from '../errors.ts';
import { ConstantFailure } from '../expression/expr.ts';
import type { Value, Variables } from '../value/value.ts';
import { addFieldsStage } from './add-fields.ts';
import { bucketStage } from './bucket.ts';
import { bucketAutoStage } from './bucket-auto.ts';
import { countStage, sortByCountStage } from './count.ts';
import { facetStage } from './facet.ts';
import { graphLookupStage } from './graph-lookup.ts';
import { groupStage } from './group.ts';
import { hoistStages } from './hoist-stages.ts';
import { limitStage, sampleStage, skipStage } from './limit.ts';
import { lookupStage } from './lookup.ts';
import { matchStage } from './match.ts';
import { reportStages } from './report.ts';
import { projectStage, redactStage, replaceRootStage, replaceWithStage, unsetStage } from './reshape.ts';
import { sortStage } from './sort.ts';
import type { Stage, StageParser, StageScope } from './stage.ts';
import { documentsStage, unionWithStage } from './union-with.ts';
import { unwindStage } from './unwind.ts';

const parsers = new Map<string, StageParser>([
  ['$match', matchStage],
  ['$project', projectStage],
  ['$addFields', (argument, scope) => addFieldsStage('$addFields', argument, scope)],
  ['$set', (argument, scope) => addFieldsStage('$set', argument, scope)],
  ['$unset', unsetStage],
  ['$replaceRoot', replaceRootStage],
  ['$replaceWith', replaceWithStage],
  ['$redact', redactStage],
  ['$group', groupStage],
  ['$sort', sortStage],
  ['$limit', limitStage],
  ['$skip', skipStage],
  ['$sample', sampleStage],
  ['$count', countStage],
  ['$sortByCount', sortByCountStage],
  ['$unwind', unwindStage],
  ['$lookup', lookupStage],
  ['$graphLookup', graphLookupStage],
  ['$facet', facetStage],
  ['$bucket', bucketStage],
  ['$bucketAuto', bucketAutoStage],
  ['$unionWith', unionWithStage],
  ['$documents', documentsStage],
  ...reportStages,
]);

const refused = new Set(['$out', '$merge', '$changeStream', '$geoNear', '$search', '$searchMeta', '$setWindowFields', '$densify', '$fill']);

/** Is it the name of a stage that is known here, if only to be refused? */
export function isStage(name: string): boolean {
  return parsers.has(name) || refused.has(name);
}

/** Parses a pipeline's stages. Throws 40323 for a malformed stage, 40324 for an unknown one. */
export function parseStages(stages: readonly Value[], variables: Variables): readonly Stage[] {
  if (stages.length > 1000) throw new MongoError('FailedToParse', 'Pipeline length must be no longer than 1000 stages');
  const scope: StageScope = { variables, parse: (inner, more) => parseStages(inner, more ?? variables) };
  const failures: ConstantFailure[] = [];
  const parsed = stages.flatMap((stage) => {
    try {
      return parseStage(stage, scope);
    } catch (error) {
      if (!(error instanceof ConstantFailure)) throw error;
      failures.push(error);
      return [];
    }
  });
  const late = parsed.slice(1).find(({ sourceless }) => sourceless);
  if (late) throw new MongoError(40602, `${late.name} is only valid as the first stage in a pipeline`);
  if (failures[0]) throw failures[0];
  return hoistStages(parsed);
}

function parseStage(stage: Value, scope: StageScope): Stage | readonly Stage[] {
  const [name, argument] = namedStage(stage);
  const parse = parsers.get(name);
  if (parse) return parse(argument, scope);
  throw new MongoError('CommandNotSupported', `${name} is not supported by embedded-mongo`);
}

/** The name of a stage and what it takes. Throws 40323 for a malformed one, 40324 for a name that there is not. */
export function namedStage(stage: Value): readonly [string, Value] {
  if (!(stage instanceof Map)) throw new MongoError('TypeMismatch', "Each element of the 'pipeline' array must be an object");
  const [entry, more] = [...stage];
  if (!entry || more) throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  if (isStage(entry[0])) return entry;
  throw new MongoError(40324, `Unrecognized pipeline stage name: '${entry[0]}'`);
}
