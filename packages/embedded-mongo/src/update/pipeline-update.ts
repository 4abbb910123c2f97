import { docTransform } from '../aggregate/doc-transform.ts';
import { isStage } from '../aggregate/stages.ts';
import { MongoError } from '../errors.ts';
import { readDoc } from '../value/read.ts';
import type { Doc, Variables } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { sameBytes } from './identical.ts';
import { checkId } from './immutable-id.ts';
import type { Update } from './types.ts';
import { documentFromFilter, refuseArrayId, withId } from './upsert-document.ts';

const allowed = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

/** An update by a pipeline of `$set`, `$unset`, `$project`, `$replaceWith` and their other names. */
export function pipelineUpdate(stages: readonly Uint8Array[], variables: Variables): Update {
  const docs = stages.map((stage) => readDoc(stage));
  const barred = (doc: Doc) => [...doc.keys()].find((name) => isStage(name) && !allowed.has(name));
  const transform = docTransform(
    docs.filter((doc) => !barred(doc)),
    variables,
  );
  for (const doc of docs) {
    const name = barred(doc);
    if (name) throw new MongoError('InvalidOptions', `${name} is not allowed to be used within an update`);
  }
  return {
    kind: 'pipeline',
    apply: (raw) => {
      const doc = readDoc(raw);
      const changed = transform(doc);
      const id = doc.get('_id');
      const result = changed.has('_id') || id === undefined ? changed : withId(new Map([['_id', id], ...changed]));
      checkId(id, result);
      // As MongoDB compares it: a pipeline that takes `_id` out counts as a change, though it comes back.
      return sameBytes(raw, writeDoc(changed)) ? null : writeDoc(result);
    },
    upsert: (filter) => {
      const doc = documentFromFilter(filter);
      const changed = transform(doc);
      const id = doc.get('_id');
      const result = changed.has('_id') || id === undefined ? changed : new Map([['_id', id], ...changed]);
      if (id !== undefined) checkId(id, result);
      return writeDoc(withId(refuseArrayId(result)));
    },
  };
}
