import { compilePath, type Path } from '../bson/path.ts';
import { compileFilter } from '../query/compile-filter.ts';
import type { CompiledFilter } from '../query/types.ts';
import type { IndexSpec, Namespace, ValidationOptions } from './types.ts';
import type { Validation } from './validation.ts';

/** One index as the engine works with it. */
export interface IndexState extends Omit<IndexSpec, 'hidden' | 'expireAfterSeconds'> {
  /** The number of its tree. */
  readonly tree: number;
  readonly paths: readonly Path[];
  readonly partialFilter: CompiledFilter | null;
  /** False while it is being built: writers keep it, readers do not use it. */
  ready: boolean;
  hidden?: boolean | undefined;
  /** Seconds; makes it a TTL index. */
  expireAfterSeconds?: number | undefined;
  /** The number of the batch that made it ready: a snapshot from before has no entries of it. */
  readyAt: number;
  /** Some document has, or had, several keys. */
  multikey: boolean;
  /** Which of its paths ever met an array. */
  readonly arrayPaths: boolean[];
  /** Some key was longer than the store takes and was cut, so that equal entries need not be equal keys. */
  cut: boolean;
}

/** One collection as the engine works with it; counts are those of the last commit. */
export interface CollectionState {
  readonly namespace: Namespace;
  readonly uuid: Uint8Array;
  /** The number of the tree that holds its documents. */
  readonly tree: number;
  /** The first is always `_id_`. */
  indexes: readonly IndexState[];
  validationOptions: ValidationOptions;
  validation: Validation | null;
  nextRecord: number;
  count: number;
  size: number;
  /** The number of the batch that made it: a snapshot from before does not have it. 0 = it was there when the store was opened. */
  since: number;
  /** Grows whenever its indexes change or it is dropped: a transaction that began before must not go on. */
  version: number;
  dropped: boolean;
  /** Something was learned of its indexes (arrays, cut keys) that its catalog entry does not say yet. */
  unsaved: boolean;
}

/** Makes the working state of an index. */
export function toIndexState(
  spec: IndexSpec,
  tree: number,
  state: { ready: boolean; multikey?: boolean; cut?: boolean; arrayPaths?: boolean[] },
): IndexState {
  return {
    ...spec,
    tree,
    paths: spec.key.map(({ path }) => compilePath(path)),
    partialFilter: spec.partial ? compileFilter(spec.partial.filter) : null,
    ready: state.ready,
    readyAt: 0,
    multikey: state.multikey ?? false,
    arrayPaths: state.arrayPaths ?? spec.key.map(() => false),
    cut: state.cut ?? false,
  };
}

/** The index on `_id` that every collection has. */
export const idIndexSpec: IndexSpec = { name: '_id_', key: [{ path: '_id', descending: false }], unique: true };

/** The `_id_` index of a collection. */
export function idIndex(collection: CollectionState): IndexState {
  return collection.indexes[0] as IndexState;
}
