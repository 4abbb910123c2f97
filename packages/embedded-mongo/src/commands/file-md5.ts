import { createHash } from 'node:crypto';
import { Binary } from 'bson';
import { MongoError } from '../errors.ts';
import { parseFilter } from '../query/parse-filter.ts';
import type { Value } from '../value/value.ts';
import { encodeReply } from '../wire/reply.ts';
import { type Command, checkedNamespace } from './command.ts';
import { Fields } from './fields.ts';

const byNumber = [{ path: 'n', descending: false }];

/** `filemd5`: the MD5 sum of a GridFS file, which older drivers ask for after an upload. */
export const fileMd5: Command = {
  name: 'filemd5',
  fields: ['root', 'partialOk', 'md5state'],
  run: async ({ fields, server, db, context }) => {
    const root = fields.value('root') ?? 'fs';
    if (typeof root !== 'string') throw new MongoError('InvalidNamespace', "'root' must be of type String");
    const filter = parseFilter(encodeReply({ files_id: { $eq: fields.value('filemd5') } }));
    const hash = createHash('md5');
    let numChunks = 0;
    const add = (document: Uint8Array) => {
      const chunk = new Fields(document, 'chunk');
      if (Number(String(chunk.value('n'))) !== numChunks++) {
        throw new MongoError(10040, 'Executor error during filemd5 command :: caused by :: chunks out of order');
      }
      hash.update(bytesOf(chunk.value('data')));
      return undefined;
    };
    await server.engine.scan(checkedNamespace(db, `${root}.chunks`), { filter, sort: byNumber }, add, context);
    return { numChunks, md5: hash.digest('hex') };
  },
};

function bytesOf(data: Value): Uint8Array {
  if (data instanceof Binary) return data.buffer.subarray(0, data.position);
  throw new MongoError(50849, 'Executor error during filemd5 command :: caused by :: The data of a chunk must be of type BinData.');
}
