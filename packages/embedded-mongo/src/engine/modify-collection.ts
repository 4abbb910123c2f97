import { MongoError } from '../errors.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { CollectionState, IndexState } from './collection.ts';
import { inOneBatch } from './collections.ts';
import { isSameKey, showKey } from './index-conflicts.ts';
import { toInfo } from './indexes.ts';
import type { EngineParts } from './parts.ts';
import type { CollectionChange, Engine, ValidationOptions } from './types.ts';
import { toValidation } from './validation.ts';

/** The engine's changes to what is there. */
export function createModifying(parts: EngineParts): Pick<Engine, 'modifyCollection'> {
  return {
    modifyCollection: (namespace, { validation, index }) =>
      inOneBatch(parts, (writer) => {
        const collection = parts.catalog.find(namespace);
        if (!collection) throw new MongoError('NamespaceNotFound', 'ns does not exist');
        const state = index && find(collection, index.which);
        const before = state && toInfo(state);
        if (validation) changeValidation(writer, collection, validation);
        if (state && index) changeIndex(writer, state, index);
        writer.save(collection);
        return before ? { before } : {};
      }),
  };
}

function find(collection: CollectionState, which: NonNullable<CollectionChange['index']>['which']): IndexState {
  const { namespace } = collection;
  const found = collection.indexes.find(({ name, key }) => (typeof which === 'string' ? name === which : isSameKey(key, which)));
  if (found) return found;
  const shown = typeof which === 'string' ? which : showKey(which);
  throw new MongoError('IndexNotFound', `cannot find index ${shown} for ns ${namespace.db}.${namespace.coll}`);
}

function changeValidation(writer: BatchWriter, collection: CollectionState, options: ValidationOptions): void {
  const { validationOptions, validation } = collection;
  writer.change(
    () => {
      collection.validationOptions = options;
      collection.validation = toValidation(options);
    },
    () => {
      collection.validationOptions = validationOptions;
      collection.validation = validation;
    },
  );
}

function changeIndex(
  writer: BatchWriter,
  index: IndexState,
  { hidden, expireAfterSeconds }: Omit<NonNullable<CollectionChange['index']>, 'which'>,
): void {
  const before = { hidden: index.hidden, expireAfterSeconds: index.expireAfterSeconds };
  writer.change(
    () => {
      index.hidden = hidden ?? index.hidden;
      index.expireAfterSeconds = expireAfterSeconds ?? index.expireAfterSeconds;
    },
    () => Object.assign(index, before),
  );
}
