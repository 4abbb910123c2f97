import type { Scope } from '../expression/expr.ts';
import type { Filter, SortField } from '../query/types.ts';
import type { Doc, Value, Variables } from '../value/value.ts';
import type { AggregateContext, Place } from './types.ts';

/** Decoded documents in batches. */
export type DocBatches = AsyncIterable<readonly Doc[]>;

/** What a stage may ask of its surroundings while it runs. */
export type RunContext = AggregateContext & { readonly memoryLimit: number };

/** What the storage can do in a stage's place. */
export type LeadPart =
  | { readonly kind: 'match'; readonly filter: Filter }
  | { readonly kind: 'sort'; readonly sort: readonly SortField[] }
  | { readonly kind: 'skip' | 'limit'; readonly count: number };

/** Takes documents, then answers. */
export type Sink = { readonly add: (doc: Doc) => void; readonly finish: () => DocBatches };

/** One stage, ready to run. */
export type Stage = {
  readonly name: string;
  readonly run: (docs: DocBatches, context: RunContext) => DocBatches;
  /** The dotted paths that it reads; null = whole documents. */
  readonly reads: readonly string[] | null;
  /** What follows sees none of the fields that it did not read (`$group`, an inclusion, `$count`). */
  readonly replaces: boolean;
  readonly lead?: LeadPart;
  /** Present when it neither drops nor counts documents: whether a dotted path has the same value behind it. */
  readonly leaves?: (path: string) => boolean;
  /** Present when it reads everything before it answers: takes one document after the other instead of batches. */
  readonly sink?: (context: RunContext) => Sink;
  /** Present when it makes one document of each, whatever the others are. */
  readonly reshape?: (doc: Doc) => Doc;
  /** It only counts its input. */
  readonly counts?: boolean;
  /** It makes its own documents, has to be run on this, and must stand first. */
  readonly sourceless?: Place;
  /** Other collections that it reads. */
  readonly collections?: readonly string[];
};

/** What surrounds a stage while it is parsed. */
export type StageScope = {
  readonly variables: Variables;
  /** Parses a pipeline inside the stage. */
  readonly parse: (stages: readonly Value[], variables?: Variables) => readonly Stage[];
};

/** Reads a stage's argument. Throws MongoError. */
export type StageParser = (argument: Value, scope: StageScope) => Stage | readonly Stage[];

/** A stage that makes one document of each. */
export function reshapeStage(stage: Omit<Stage, 'run' | 'reshape'>, reshape: (doc: Doc) => Doc): Stage {
  return { ...stage, reshape, run: (docs) => eachDoc(docs, reshape) };
}

/** A stage that looks at one document after the other; `undefined` drops it. */
export function eachStage(stage: Omit<Stage, 'run'>, apply: (doc: Doc) => Doc | undefined): Stage {
  return { ...stage, run: (docs) => eachDoc(docs, apply) };
}

/**
 * Changes one document after the other. Those before one that fails are answered first, since MongoDB passes each document through
 * all stages before it takes the next: a later stage may fail for one of them, or have enough.
 */
export async function* eachDoc(docs: DocBatches, apply: (doc: Doc) => Doc | undefined | Promise<Doc>): DocBatches {
  for await (const batch of docs) {
    const results: Doc[] = [];
    try {
      for (const doc of batch) {
        const result = apply(doc);
        if (result) results.push(result instanceof Promise ? await result : result);
      }
    } catch (error) {
      if (results.length > 0) yield results;
      throw error;
    }
    if (results.length > 0) yield results;
  }
}

/** The paths that the expressions of a scope read, with more; null = whole documents. */
export function readsOf({ shared }: Scope, more: readonly string[] = []): readonly string[] | null {
  return shared.wholeRoot ? null : [...new Set([...shared.paths, ...more])];
}

/** Cuts a list into batches. */
export async function* inBatches(docs: Iterable<Doc>, size = 500): DocBatches {
  let batch: Doc[] = [];
  for (const doc of docs) {
    batch.push(doc);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** All documents, when their size is bounded by others. */
export async function collect(docs: DocBatches): Promise<Doc[]> {
  const all: Doc[] = [];
  for await (const batch of docs) for (const doc of batch) all.push(doc);
  return all;
}
