import { MongoError } from '../errors.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import { checkConstants, type Expr, newScope } from '../expression/expr.ts';
import { checkUserVariable, splitFieldPath, walkPath } from '../expression/field-path.ts';
import { showDoc } from '../value/show.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Doc, Value, Variables } from '../value/value.ts';
import { type ForeignFinder, foreignFinder } from './foreign-index.ts';
import { leavesAllBut } from './hoist-stages.ts';
import { parsePipelineValues, runStages, stageList } from './parse-pipeline.ts';
import { collect, type DocBatches, eachDoc, inBatches, type RunContext, type Stage, type StageParser } from './stage.ts';
import { parseStages } from './stages.ts';
import { readForeign } from './union-with.ts';
import { setAt } from './unwind.ts';

type Lookup = {
  readonly from: string | undefined;
  readonly as: readonly string[];
  readonly join: { readonly local: readonly string[]; readonly foreign: string } | undefined;
  readonly stages: readonly Value[] | undefined;
  readonly lets: readonly (readonly [string, Expr])[];
  readonly variables: Variables;
};

/** `$lookup`, by fields, by a pipeline, or by both. */
export const lookupStage: StageParser = (argument, { variables }): Stage => {
  if (!(argument instanceof Map))
    throw new MongoError('FailedToParse', `the $lookup stage specification must be an object, but found ${typeName(typeOf(argument))}`);
  checkNames(argument);
  const scope = newScope(variables);
  const lets = parseLet(argument.get('let')).map(([name, value]) => [name, compileExpression(value, scope)] as const);
  checkConstants(scope);
  const join = parseJoin(argument);
  const stages = argument.has('pipeline') ? stageList(argument.get('pipeline'), 'the pipeline argument to $lookup') : undefined;
  if (stages) checkPipeline(stages, { variables, lets });
  const from = argument.get('from') as string | undefined;
  const lookup: Lookup = { from, as: splitFieldPath(String(argument.get('as'))), join, stages, lets, variables };
  const reads = scope.shared.wholeRoot ? null : [...scope.shared.paths, ...(join ? [join.local.join('.')] : [])];
  const collections = from === undefined ? [] : [from];
  const leaves = leavesAllBut([lookup.as.join('.')]);
  return { name: '$lookup', reads, leaves, replaces: false, collections, run: (docs, context) => run(docs, lookup, context) };
};

const names = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];

function checkNames(spec: Doc): void {
  for (const [name, value] of spec) {
    if (!names.includes(name)) throw new MongoError('FailedToParse', `unknown argument to $lookup: ${name}`);
    if (name === 'pipeline' || name === 'let') continue;
    if (name === 'from' && value instanceof Map)
      throw new MongoError('FailedToParse', '$lookup from another database is not supported by embedded-mongo');
    if (typeof value !== 'string') {
      throw new MongoError(
        'FailedToParse',
        `$lookup argument '${name}: ${String(value)}' must be a string, is type ${typeName(typeOf(value))}`,
      );
    }
  }
  if (!spec.get('as')) throw new MongoError('FailedToParse', "must specify 'as' field for a $lookup");
  if (!spec.has('from') && !startsWithDocuments(spec.get('pipeline'))) {
    throw new MongoError('FailedToParse', "must specify 'pipeline' when 'from' is empty");
  }
}

function startsWithDocuments(stages: Value): boolean {
  const first = Array.isArray(stages) ? stages[0] : undefined;
  return first instanceof Map && first.has('$documents');
}

function parseLet(value: Value): readonly (readonly [string, Value])[] {
  if (value === undefined) return [];
  if (!(value instanceof Map))
    throw new MongoError('FailedToParse', `$lookup argument 'let: ${String(value)}' must be an object, is type ${typeName(typeOf(value))}`);
  for (const name of value.keys()) checkUserVariable(name);
  return [...value];
}

function parseJoin(spec: Doc): Lookup['join'] {
  const [local, foreign] = [spec.get('localField'), spec.get('foreignField')];
  if (typeof local === 'string' && typeof foreign === 'string') {
    splitFieldPath(foreign);
    return { local: splitFieldPath(local), foreign };
  }
  if (local !== undefined || foreign !== undefined) {
    throw new MongoError('FailedToParse', "$lookup requires both or neither of 'localField' and 'foreignField' to be specified");
  }
  if (!spec.has('pipeline'))
    throw new MongoError(
      'FailedToParse',
      `$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified ${showDoc(spec)}`,
    );
  return undefined;
}

/** Errors of the inner pipeline come when it is parsed, not with the first document. */
function checkPipeline(stages: readonly Value[], { variables, lets }: { variables: Variables; lets: Lookup['lets'] }): void {
  parseStages(stages, new Map([...variables, ...lets.map(([name]) => [name, null] as const)]));
}

async function* run(docs: DocBatches, lookup: Lookup, context: RunContext): DocBatches {
  const find = lookup.join && lookup.from !== undefined ? foreignFinder(lookup.from, lookup.join.foreign, context) : undefined;
  let shared: Promise<readonly Doc[]> | undefined;
  const constant = !find && lookup.lets.length === 0;
  const join = async (doc: Doc) => {
    if (constant) shared ??= joined(doc, lookup, { find, context });
    return setAt(doc, lookup.as, [...(await (shared ?? joined(doc, lookup, { find, context })))]);
  };
  for await (const batch of eachDoc(docs, join)) {
    yield batch;
    await context.pause?.();
  }
}

type Access = { readonly find: ForeignFinder | undefined; readonly context: RunContext };

async function joined(doc: Doc, lookup: Lookup, { find, context }: Access): Promise<readonly Doc[]> {
  const found = find && lookup.join ? await find(localValues(walkPath(doc, lookup.join.local, 0))) : undefined;
  if (!lookup.stages) return found ?? [];
  const env = { root: doc, slots: [] };
  const variables = new Map([...lookup.variables, ...lookup.lets.map(([name, expr]) => [name, expr.evaluate(env)] as const)]);
  if (found) return collect(runStages(parseStages(lookup.stages, variables), inBatches(found), context));
  return collect(readForeign(lookup.from, parsePipelineValues(lookup.stages, variables), context));
}

/** An array joins by each of its elements; what is absent or empty joins with null. */
function localValues(value: Value): readonly Value[] {
  if (!Array.isArray(value)) return [value ?? null];
  return value.length === 0 ? [null] : value;
}
