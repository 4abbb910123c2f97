import { MongoError } from '../errors.ts';
import { readNeeded } from '../expression/needed-fields.ts';
import { conjunction } from '../query/parse-filter.ts';
import type { Filter, SortField } from '../query/types.ts';
import { readDoc } from '../value/read.ts';
import type { Doc, Value, Variables } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import type { DocBatches, RunContext, Stage } from './stage.ts';
import { parseStages } from './stages.ts';
import type { AggregateContext, Batches, Lead, Pipeline, PipelineOptions } from './types.ts';

/** What the messages of errors begin with that come up while a pipeline runs. */
const running = 'PlanExecutor error during aggregation :: caused by :: ';

const defaultMemoryLimit = 100 * 1024 * 1024;

/** Reads a pipeline. Throws MongoError naming a stage, expression or option that it refuses. */
export function parsePipeline(stages: readonly Uint8Array[], options: PipelineOptions = {}): Pipeline {
  return toPipeline(
    parseStages(
      stages.map((stage) => readDoc(stage)),
      options.variables ?? new Map(),
    ),
  );
}

/** Reads a decoded pipeline. */
export function parsePipelineValues(stages: readonly Value[], variables: Variables): Pipeline {
  return toPipeline(parseStages(stages, variables));
}

/** Parsed stages as a pipeline: what the storage does first, and the rest. */
export function toPipeline(stages: readonly Stage[]): Pipeline {
  const { lead, rest } = splitLead(stages);
  const read = readNeeded(lead.paths);
  return {
    lead,
    rest: rest.map(({ name }) => name),
    sourceless: stages[0]?.sourceless && { stage: stages[0].name, place: stages[0].sourceless },
    collections: [...new Set(stages.flatMap(({ collections }) => collections ?? []))],
    accumulate: accumulator(rest, read),
    run: (source, context) => {
      if (rest.length === 0 && !('counted' in source)) return source;
      return encode(runStages(rest, decode(source, read, context), withDefaults(context)));
    },
  };
}

function accumulator(stages: readonly Stage[], read: (raw: Uint8Array) => Doc): Pipeline['accumulate'] {
  const [first, ...rest] = stages;
  if (!first?.sink) return undefined;
  const { sink } = first;
  return (given) => {
    const context = withDefaults(given);
    const { add, finish } = sink(context);
    const visit = (raw: Uint8Array) => {
      try {
        add(read(raw));
      } catch (error) {
        throw whileRunning(error);
      }
    };
    return { visit, finish: () => encode(runStages(rest, finish(), context)) };
  };
}

/** Runs stages one after the other. */
export function runStages(stages: readonly Stage[], docs: DocBatches, context: RunContext): DocBatches {
  return stages.reduce((input, stage) => stage.run(input, context), docs);
}

function withDefaults(context: AggregateContext): RunContext {
  return { ...context, memoryLimit: context.memoryLimit ?? defaultMemoryLimit };
}

async function* decode(
  source: Batches | { readonly counted: number },
  read: (raw: Uint8Array) => Doc,
  { pause }: AggregateContext,
): DocBatches {
  if ('counted' in source) {
    const empty: Doc = new Map();
    for (let left = source.counted; left > 0; left -= 1000) yield new Array<Doc>(Math.min(left, 1000)).fill(empty);
    return;
  }
  for await (const batch of source) {
    yield batch.map((raw) => read(raw));
    await pause?.();
  }
}

async function* encode(docs: DocBatches): Batches {
  try {
    for await (const batch of docs) yield batch.map((doc) => writeDoc(doc));
  } catch (error) {
    throw whileRunning(error);
  }
}

function whileRunning(error: unknown): unknown {
  if (!(error instanceof MongoError) || error.message.startsWith(running)) return error;
  return new MongoError(error.code, `${running}${error.message}`, error.extra);
}

type Split = { readonly lead: Lead; readonly rest: readonly Stage[] };

/** Takes from the front what the storage can do. */
function splitLead(stages: readonly Stage[]): Split {
  const filters: Filter[] = [];
  let sort: readonly SortField[] = [];
  let skip = 0;
  let limit = Number.POSITIVE_INFINITY;
  let taken = 0;
  for (const { lead } of stages) {
    const cut = skip > 0 || limit !== Number.POSITIVE_INFINITY;
    if (lead?.kind === 'match' && !cut) filters.push(lead.filter);
    else if (lead?.kind === 'sort' && !cut) sort = lead.sort;
    else if (lead?.kind === 'skip') {
      skip += lead.count;
      limit = Math.max(0, limit - lead.count);
    } else if (lead?.kind === 'limit') limit = Math.min(limit, lead.count);
    else break;
    taken++;
  }
  const rest = stages.slice(taken);
  const counts = (rest[0]?.counts ?? false) && !mayFail(sort);
  return { rest, lead: { filter: conjunction(filters), sort, skip, limit, paths: counts ? [] : pathsOf(rest), countOnly: counts } };
}

/** A sort by two fields that are arrays is refused, also where only the number of documents matters. */
function mayFail(sort: readonly SortField[]): boolean {
  return sort.filter(({ path }) => path !== '_id').length > 1;
}

/** What the stages read of the source's documents. */
function pathsOf(stages: readonly Stage[]): readonly string[] | null {
  const paths = new Set<string>();
  for (const { reads, replaces } of stages) {
    if (reads === null) return null;
    for (const path of reads) paths.add(path);
    if (replaces) return [...paths];
  }
  return null;
}

/** Throws what MongoDB throws for a list of stages that is none. */
export function stageList(value: Value, what: string): readonly Value[] {
  if (!Array.isArray(value)) throw new MongoError('TypeMismatch', `${what} must be an array`);
  return value;
}
