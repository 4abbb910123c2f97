import { MongoError } from '../errors.ts';
import { type Command, looseNamespaceOf, nameOf } from './command.ts';
import { refuseView } from './resolve-view.ts';

/** `validate`: compares the indexes of a collection with what a rebuild would hold. */
export const validate: Command = {
  name: 'validate',
  fields: ['full', 'background', 'repair', 'metadata', 'enforceFastCount', 'checkBSONConformance'],
  run: async (call) => {
    const namespace = looseNamespaceOf(call, 'InvalidNamespace');
    for (const name of ['full', 'background', 'metadata']) call.fields.flag(name, true);
    if (call.fields.flag('repair', true)) {
      const why = 'Running the validate command with { repair: true } can only be performed in standalone mode.';
      throw new MongoError('InvalidOptions', why);
    }
    refuseView(call.server.engine, namespace, 'Cannot validate a view');
    const found = await call.server.engine.checkCollection(namespace);
    if (!found) throw new MongoError('NamespaceNotFound', `Collection '${nameOf(namespace)}' does not exist to validate.`);
    const valid = found.problems.length === 0;
    return {
      ns: nameOf(namespace),
      nInvalidDocuments: 0n,
      nNonCompliantDocuments: 0n,
      nrecords: BigInt(found.documents),
      nIndexes: found.indexes.length,
      keysPerIndex: new Map(found.indexes.map(({ name, keys }) => [name, BigInt(keys)])),
      indexDetails: new Map(found.indexes.map(({ name }) => [name, new Map([['valid', valid]])])),
      valid,
      repaired: false,
      warnings: [],
      errors: found.problems,
      extraIndexEntries: [],
      missingIndexEntries: [],
      corruptRecords: [],
    };
  },
};
