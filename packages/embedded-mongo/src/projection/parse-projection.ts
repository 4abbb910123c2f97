import { MongoError } from '../errors.ts';
import { checkConstants, type Env, newScope, type Scope } from '../expression/expr.ts';
import { readNeeded } from '../expression/needed-fields.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { parseFilterDoc } from '../query/parse-filter.ts';
import type { CompiledFilter } from '../query/types.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { readDoc } from '../value/read.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Doc, Value, Variables } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { projectDoc } from './doc-projection.ts';
import { elementMatch, type PostStep, position, sliceArray } from './post-steps.ts';
import { rawProjection } from './raw-projection.ts';
import { addRule, finishSpec, newReader, readComputed, readField, removeRule, type Spec, type SpecReader, specPaths } from './spec.ts';
import type { Projection, ProjectionOptions } from './types.ts';

/** Reads find's projection. Throws MongoError naming what it refuses. */
export function parseProjection(raw: Uint8Array, options: ProjectionOptions = {}): Projection {
  const doc = readDoc(raw);
  if (doc.size === 0) return { apply: (document) => document, paths: null };
  const variables: Variables = options.variables ?? new Map();
  const reader = newReader(newScope(variables));
  const steps: PostStep[] = [];
  for (const [path, value] of doc) {
    const step = readFindField(reader, path, value);
    if (step) steps.push(step);
  }
  if (steps.filter(({ kind }) => kind === 'position').length > 1) {
    throw new MongoError(31276, 'Cannot specify more than one positional projection per query.');
  }
  const kinds = new Set(steps.map(({ kind }) => kind));
  if (kinds.has('position') && kinds.has('elemMatch')) {
    throw new MongoError(31255, 'Cannot specify positional operator and $elemMatch.');
  }
  return build(finishFind(reader, steps), { scope: reader.scope, steps, filter: options.filter });
}

/** A lone `$slice` keeps all other fields. */
function finishFind(reader: SpecReader, steps: readonly PostStep[]): Spec {
  const slices = steps.some(({ kind }) => kind === 'slice');
  const matches = steps.some(({ kind }) => kind === 'elemMatch');
  if (reader.type === undefined && slices && reader.id !== true) reader.type = 'exclude';
  if (reader.type === undefined && (matches || reader.id === true)) reader.type = 'include';
  settleSteps(reader, steps);
  return finishSpec(reader);
}

/** In an inclusion `$elemMatch` fields come last; in an exclusion what the steps name stays. */
function settleSteps(reader: SpecReader, steps: readonly PostStep[]): void {
  for (const { kind, path } of steps) {
    if (kind === 'position' || (kind === 'slice' && reader.type === 'include')) continue;
    removeRule(reader, path);
    if (reader.type !== 'include') continue;
    readComputed(reader, path, null);
    reader.scope.shared.paths.add(path);
  }
}

function readFindField(reader: SpecReader, path: string, value: Value): PostStep | undefined {
  if (path.endsWith('.$')) return readPositional(reader, path.slice(0, -2), value);
  if (path.startsWith('$'))
    throw new MongoError(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
  const operator = value instanceof Map ? value.keys().next().value : undefined;
  if (operator === '$slice' && isFindSlice(value)) return readSlice(reader, path, (value as Doc).get('$slice'));
  if (operator === '$elemMatch') return readElemMatch(reader, path, value as Doc);
  if (operator === '$meta') throw new MongoError('BadValue', '$meta is not supported by embedded-mongo');
  readField(reader, path, value);
  return undefined;
}

/** `$slice` with an expression in front is the aggregation's. */
function isFindSlice(value: Value): boolean {
  const argument = value instanceof Map ? value.get('$slice') : undefined;
  if (isNumeric(argument)) return true;
  return !Array.isArray(argument) || argument.length !== 2 || isNumeric(argument[0])
    ? !Array.isArray(argument) || argument.every(isNumeric) || argument.length < 2
    : false;
}

function readPositional(reader: SpecReader, path: string, value: Value): PostStep {
  if (path === '') throw new MongoError(40352, 'FieldPath cannot be constructed with empty string');
  if (value instanceof Map) throw new MongoError(31271, 'positional projection cannot be used with an expression or sub object');
  if (!isNumeric(value) && typeof value !== 'boolean') throw new MongoError(31308, 'positional projection cannot be used with a literal');
  if (isNumeric(value) ? toNumber(value) === 0 : value === false) {
    throw new MongoError(31395, 'positional projection cannot be used with exclusion');
  }
  readField(reader, path, value);
  return { kind: 'position', path };
}

/** What cannot be find's `$slice` is read as the expression's, which refuses it in its own way. */
function addSlice(reader: SpecReader, path: string, argument: Value): void {
  try {
    addRule(reader, path, { kind: 'include' });
  } catch (error) {
    if (!(error instanceof MongoError)) throw error;
    const isExpression = Array.isArray(argument) && argument.length > 1;
    const code = reader.type === 'exclude' ? 31252 : isExpression ? error.code : 28667;
    throw new MongoError(
      code,
      `Invalid $slice syntax. The given syntax did not match the find() syntax because :: Location${error.code}: ${error.message}`,
    );
  }
}

function readSlice(reader: SpecReader, path: string, argument: Value): PostStep {
  addSlice(reader, path, argument);
  if (isNumeric(argument)) return { kind: 'slice', path, skip: undefined, limit: Math.trunc(toNumber(argument)) };
  if (!Array.isArray(argument))
    throw new MongoError(
      28667,
      `Invalid $slice syntax. The given syntax { $slice: ${typeName(typeOf(argument))} } did not match the find() syntax because :: Location31273: $slice only supports numbers and [x, y] arrays`,
    );
  const [skip, limit] = argument.map((item) => (isNumeric(item) ? Math.trunc(toNumber(item)) : Number.NaN));
  if (argument.length !== 2 || skip === undefined || limit === undefined)
    throw new MongoError(
      28667,
      'Invalid $slice syntax. The given syntax did not match the find() syntax because :: Location31272: $slice array argument should be of form [skip, limit]',
    );
  if (!(limit > 0)) throw new MongoError(28724, 'First argument to $slice must be an array');
  return { kind: 'slice', path, skip, limit };
}

function readElemMatch(reader: SpecReader, path: string, value: Doc): PostStep {
  const condition = value.get('$elemMatch');
  if (!(condition instanceof Map))
    throw new MongoError(31274, `elemMatch: Invalid argument, object required, but got ${typeName(typeOf(condition))}`);
  if (path.includes('.')) throw new MongoError(31275, 'Cannot use $elemMatch projection on a nested field');
  addRule(reader, path, { kind: 'include' });
  const { matches } = compileFilter(parseFilterDoc(new Map([[path, value]]), { variables: reader.scope.variables, top: false }));
  const filter = compileFilter(parseFilterDoc(new Map([[path, value]]), { variables: reader.scope.variables, top: false }));
  return { kind: 'elemMatch', path, find: (array) => firstMatch(array, { path, matches, filter }) };
}

type Finder = { readonly path: string; readonly matches: (raw: Uint8Array) => boolean; readonly filter: CompiledFilter };

function firstMatch(array: Value, { path, matches, filter }: Finder): Value {
  if (!Array.isArray(array)) return undefined;
  const raw = writeDoc(new Map([[path, array]]));
  const index = matches(raw) ? filter.position(raw) : undefined;
  return index === undefined ? undefined : [array[index]];
}

type Build = { readonly scope: Scope; readonly steps: readonly PostStep[]; readonly filter: CompiledFilter | undefined };

function build(spec: Spec, { scope, steps, filter }: Build): Projection {
  checkConstants(scope);
  const paths = specPaths(spec, scope);
  if (!spec.computes && steps.length === 0) return { apply: rawProjection(spec), paths };
  const needsFilter = steps.some(({ kind }) => kind === 'position');
  const read = needsFilter ? readDoc : readNeeded(paths);
  return {
    paths: needsFilter ? null : paths,
    apply: (raw) => {
      const env: Env = { root: read(raw), slots: [] };
      const result = projectDoc(spec, env);
      for (const step of steps) applyStep(result, step, { env, raw, filter });
      return writeDoc(result);
    },
  };
}

type StepInput = { readonly env: Env; readonly raw: Uint8Array; readonly filter: CompiledFilter | undefined };

function applyStep(result: Doc, step: PostStep, { env, raw, filter }: StepInput): void {
  switch (step.kind) {
    case 'slice':
      sliceArray(result, step);
      return;
    case 'elemMatch':
      elementMatch(result, env.root, step);
      return;
    case 'position':
      position(result, step, filter?.position(raw));
  }
}
