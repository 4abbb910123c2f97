import { MongoError } from '../errors.ts';
import { type Command, nameOf, namespaceOf } from './command.ts';

/** `validate`: compares the indexes of a collection with what a rebuild would hold. */
export const validate: Command = {
  name: 'validate',
  fields: 'any',
  run: async (call) => {
    const namespace = namespaceOf(call);
    const { engine } = call.server;
    if (call.fields.flag('repair', true))
      throw new MongoError(
        'InvalidOptions',
        'Running the validate command with { repair: true } can only be performed in standalone mode.',
      );
    const stats = engine.collectionStats(namespace);
    if (!stats) throw new MongoError('NamespaceNotFound', `Collection '${nameOf(namespace)}' does not exist to validate.`);
    const { problems, documents } = await engine.check(namespace);
    const valid = problems.length === 0;
    return {
      ns: nameOf(namespace),
      nInvalidDocuments: 0n,
      nNonCompliantDocuments: 0n,
      nrecords: BigInt(documents),
      nIndexes: stats.indexes.length,
      keysPerIndex: Object.fromEntries(stats.indexes.map(({ name, keys }) => [name, BigInt(keys)])),
      indexDetails: Object.fromEntries(stats.indexes.map(({ name }) => [name, { valid }])),
      valid,
      repaired: false,
      warnings: [],
      errors: problems,
      extraIndexEntries: [],
      missingIndexEntries: [],
      corruptRecords: [],
    };
  },
};
